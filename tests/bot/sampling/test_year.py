"""`rrp-bot sample`: a made-up year, the same for the same seed, on a record of its own."""

import pytest
from sqlalchemy import select

from bot.sampling.year import add_sample_year
from policy.refused import Refused
from policy.saying import london_day
from storage.database import Database
from storage.meetings import Meeting, MeetingState
from storage.schools import Contact
from storage.tables import METADATA
from storage.teams import all_teams
from storage.terms import calendar_of
from storage.visits import Visit, VisitState
from tests.commands.a_team import NOW, set_the_scene

TABLES = ("visit", "note_part", "action", "action_note", "meeting", "attendance", "key_factor", "plan", "contact")


def a_year(database: Database, *, seed: int = 1, schools: int = 20) -> tuple[str, ...]:
    with database.change() as session:
        return add_sample_year(session, schools=schools, seed=seed, now=NOW)


def rows(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(METADATA.tables[name]).order_by("id"))]
            for name in TABLES
        }


def another() -> Database:
    database = Database("sqlite://")
    METADATA.create_all(database.engine)
    return database


def test_a_sample_year_has_some_of_everything_and_says_how_to_look_at_it(database: Database):
    said = a_year(database)
    assert said[0] == (
        "20 schools of Walsall (335), 3 advisers, 2025/26 and 2026/27, seen from Wednesday 25 November 2026, 09:00."
    )
    assert said[-1] == 'Next: rrp-bot console --as "Leo Barnes" --at 2026-11-25T09:00'
    assert all(rows(database).values())
    with database.read() as session:
        (team,) = all_teams(session)
        assert (team.is_try_out, team.go_live_on) == (True, london_day(NOW).replace(year=2025, month=9, day=1))


def test_the_same_seed_gives_the_same_year_and_another_seed_another():
    one, same, other = another(), another(), another()
    a_year(one), a_year(same), a_year(other, seed=2)
    assert rows(one) == rows(same)
    assert rows(one)["visit"] != rows(other)["visit"]


def test_work_is_done_on_school_days_and_nothing_has_happened_that_is_still_to_come(database: Database):
    a_year(database)
    with database.read() as session:
        (team,) = all_teams(session)
        calendar = calendar_of(session, "Walsall")
        visits = session.scalars(select(Visit).where(Visit.team_id == team.id)).all()
        meetings = session.scalars(select(Meeting).where(Meeting.team_id == team.id)).all()
        contacts = session.scalars(select(Contact).where(Contact.team_id == team.id)).all()
    assert [visit.ref for visit in visits if not calendar.is_school_day(london_day(visit.started_at))] == []
    made = [visit for visit in visits if visit.state == VisitState.MADE]
    assert max(visit.ended_at for visit in made) <= NOW
    assert max(visit.note_sent_at for visit in made if visit.note_sent_at) <= NOW
    assert {london_day(visit.started_at) < london_day(NOW).replace(month=9, day=1) for visit in made} == {True, False}
    assert max(meeting.ends_at for meeting in meetings if meeting.state == MeetingState.HELD) <= NOW
    assert {str(contact.email).rpartition(".")[2] for contact in contacts} == {"example"}


def test_more_schools_than_there_are_is_said():
    said = a_year(another(), schools=450)
    assert said[2] == "That is all there are; 450 were asked for. More come with: rrp-bot schools import FILE"


def test_a_record_that_has_a_team_is_left_alone(database: Database):
    set_the_scene(database)
    with pytest.raises(Refused) as refused:
        a_year(database)
    assert str(refused.value).startswith("This record holds the team Walsall School Improvement.")
    with pytest.raises(Refused):
        a_year(another(), schools=0)
