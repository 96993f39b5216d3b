"""`school carry on`: Rushall Primary School has become an academy with a new URN, as it really has."""

from datetime import date

import pytest
from sqlalchemy import select

from storage.actions import Action
from storage.audit import begin_change
from storage.carrying_on import waiting_successions
from storage.inspections import Inspection, Scale, SchoolLink
from storage.schools import Contact, ContactRole, School, SchoolAlias, Standing, school_with_urn
from storage.succession import (
    Succession,
    actions_in_line,
    line_of,
    meetings_in_line,
    plans_in_line,
    visits_in_line,
)
from tests.commands.a_team import AMINA, LEO, MO, NOW, Stage, a_message, nothing_stored

RUSHALL, ACADEMY = 104196, 151524
FROM = "From Sunday 1 June 2025"
WHO = "Rushall Primary School, URN 104196, is Rushall Primary School, URN 151524, now. Carry on as 151524?"


@pytest.fixture
def rushall(stage: Stage) -> Stage:
    """The team has worked with Rushall; then a new register brings the academy."""
    with stage.database.change() as session:
        session.add(
            School(
                urn=RUSHALL,
                name="Rushall Primary School",
                la_code="335",
                town="Walsall",
                type_group="Local authority maintained schools",
                standing=Standing.OPEN,
            )
        )
    stage.all_say(
        'school contact Rushall head "Mrs P Bell" head@rushall.example',
        "school alias Rushall RPS",
        "visit Rushall yesterday 2pm core",
        "visit plan Rushall 4 Dec 9am core",
        "plan start Rushall rrp",
        'action Rushall "Moderate Y2 writing" HT by 18 Dec',
        'action Rushall "Map provision" @amina by 18 Dec',
        "action done A2 seen in books",
        who=AMINA,
    )
    stage.all_say("school adviser Rushall @amina", "meeting book Rushall 11 Dec 4pm", who=LEO)
    convert(stage)
    return stage


def convert(stage: Stage, *, type_group: str | None = "Academies") -> None:
    """The new register: the school is closed, and the academy open under its name."""
    with stage.database.change() as session:
        old = school_with_urn(session, RUSHALL)
        assert old is not None
        old.standing, old.closed_on = Standing.CLOSED, date(2025, 5, 31)
        session.add(
            School(
                urn=ACADEMY,
                name="Rushall Primary School",
                la_code="335",
                town="Walsall",
                type_group=type_group,
                standing=Standing.OPEN,
                opened_on=date(2025, 6, 1),
            )
        )


def id_of(stage: Stage, urn: int) -> int:
    with stage.database.read() as session:
        school = school_with_urn(session, urn)
        assert school is not None
        return school.id


GOES = "Goes along: 1 open action, 1 planned visit, 1 open plan, 1 contact, 1 short form, Amina Khan as adviser."
BOOKED = "Still booked for the maintained school, to be cancelled or held: M1, TAS, Friday 11 December 2026, 16:00."


@pytest.mark.parametrize("line", ["school carry on 104196", "school carry on Rushall", "school carry on rps"])
def test_the_team_is_asked_whether_to_carry_on(rushall: Stage, line: str):
    with nothing_stored(rushall):
        asked = rushall.say(line)
    assert asked.title == WHO
    assert asked.lines[:2] == (f"{FROM}. {GOES}", BOOKED)
    assert [button.label for button in asked.buttons] == ["Carry on as 151524", "No, leave it"]


def test_on_yes_everything_open_goes_along(rushall: Stage):
    done = rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    assert done == a_message(
        "Rushall Primary School is carried on as URN 151524",
        f"{FROM}: Rushall Primary School, Walsall, URN 151524.",
        GOES,
        BOOKED,
        "What has happened so far stays with URN 104196; the timeline shows both.",
        buttons={
            "Cancel M1": "meeting cancel M1 because the school is an academy now",
            "School card": "school 151524",
            "Undo": done.buttons[-1].says,
        },
    )
    card = rushall.say("school rps")
    assert card.title == "Rushall Primary School, URN 151524"
    assert "Head teacher: Mrs P Bell, head@rushall.example" in card.lines
    assert rushall.say("action A1").title.startswith("A1")
    with rushall.database.read() as session:
        moved = {
            a.number: a.school_id for a in session.scalars(select(Action).where(Action.team_id == rushall.team_id))
        }
    assert moved == {1: id_of(rushall, ACADEMY), 2: id_of(rushall, RUSHALL)}


def test_one_timeline_over_both(rushall: Stage):
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    new, old = id_of(rushall, ACADEMY), id_of(rushall, RUSHALL)
    with rushall.database.read() as session:
        team = rushall.team_id
        assert line_of(session, team, new) == (new, old)
        assert line_of(session, team, old) == (old,)
        assert [visit.ref for visit in visits_in_line(session, team, new)] == ["V2", "V1"]
        assert [action.ref for action in actions_in_line(session, team, new)] == ["A2", "A1"]
        assert [meeting.ref for meeting in meetings_in_line(session, team, new)] == ["M1"]
        assert [plan.ref for plan in plans_in_line(session, team, new)] == ["P1"]


def test_the_cards_of_both_schools_ask_whether_to_carry_on(rushall: Stage):
    waits = "Rushall Primary School, URN 104196, has become this school; what the team has open there is still there."
    old, new = rushall.say("school 104196"), rushall.say("school 151524")
    assert rushall.press(old, "Carry on as 151524?").title == WHO
    assert waits in new.lines
    assert rushall.press(new, "Carry on 104196 here?").title == WHO


def test_whoever_cannot_carry_on_is_not_asked(rushall: Stage):
    assert [button.label for button in rushall.say("school 104196", MO).buttons] == ["Timeline"]


def test_the_cards_of_both_schools_say_that_one_goes_on_as_the_other(rushall: Stage):
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    old, new = rushall.say("school 104196"), rushall.say("school 151524")
    assert "Carried on as Rushall Primary School, URN 151524, from Sunday 1 June 2025." in old.lines
    assert [button.says for button in old.buttons] == ["school 151524", "school timeline 104196"]
    assert "Carries on: Rushall Primary School, URN 104196." in new.lines
    assert "Last: V1, Tue 24 Nov 2026, 14:00, Amina Khan: note owed, 1 day 7 hours left" in new.lines
    assert "Next: V2, Fri 4 Dec 2026, 09:00, Amina Khan" in new.lines
    assert "Next meeting: M1, TAS, Fri 11 Dec 2026, 16:00" in new.lines


def test_what_was_inspected_under_the_old_number_stands_on_the_new_card(rushall: Stage):
    with rushall.database.change() as session:
        session.add(
            Inspection(
                urn=RUSHALL,
                inspected_urn=RUSHALL,
                scale=Scale.OLD.value,
                inspected_on=date(2019, 6, 26),
                published_on=date(2019, 7, 16),
                overall="3",
                outcomes={},
            )
        )
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    assert rushall.say("school 151524").lines[-1] == (
        "Ofsted, Wednesday 26 June 2019 (as URN 104196): Requires improvement overall, graded 1 to 4."
    )


def test_the_timeline_of_the_academy_tells_both_and_that_of_the_old_school_leads_there(rushall: Stage):
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    of_both = rushall.say("school timeline 151524")
    assert of_both.table is not None
    assert [row[1] for row in of_both.table.rows] == [
        "M1 TAS, booked (as Rushall Primary School, URN 104196)",
        "V2 core offer visit, planned",
        "A2 action raised, due Friday 18 December 2026: Map provision (as Rushall Primary School, URN 104196)",
        "A2 action done: seen in books (as Rushall Primary School, URN 104196)",
        "A1 action raised, due Friday 18 December 2026: Moderate Y2 writing",
        "P1 RRP started",
        "Attached adviser from this day on",
        "V1 core offer visit, made (as Rushall Primary School, URN 104196)",
    ]
    of_the_old = rushall.say("school timeline 104196")
    assert of_the_old.lines == (
        "Carried on as Rushall Primary School, URN 151524, from Sunday 1 June 2025. Its timeline shows both.",
    )
    assert rushall.press(of_the_old, "Timeline of both") == of_both


def test_the_lead_of_an_action_is_known_at_the_academy(rushall: Stage):
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    new = id_of(rushall, ACADEMY)
    with rushall.database.read() as session:
        (action,) = [a for a in actions_in_line(session, rushall.team_id, new) if a.number == 1]
        assert action.lead_contact is not None
        assert action.lead_contact.school_id == new


def test_undo_gives_everything_back(rushall: Stage):
    old, before = id_of(rushall, RUSHALL), what_matters(rushall)
    done = rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    assert what_matters(rushall) != before
    assert rushall.press(done, "Undo").title.startswith("Taken back:")
    assert what_matters(rushall) == before
    with rushall.database.read() as session:
        actions = session.scalars(select(Action).where(Action.team_id == rushall.team_id)).all()
        aliases = session.scalars(select(SchoolAlias).where(SchoolAlias.team_id == rushall.team_id)).all()
    assert {row.school_id for row in (*actions, *aliases)} == {old}
    assert rushall.say("school carry on Rushall").title == WHO


def what_matters(stage: Stage) -> dict[str, int]:
    """How many rows there are of what people have stored."""
    memory = ("audit", "receipt", "draft", "outbox")
    return {name: count for name, count in stage.rows().items() if not name.startswith(memory)}


def test_a_maintained_school_keeps_its_meetings(stage: Stage):
    with stage.database.change() as session:
        session.add(School(urn=RUSHALL, name="Rushall Primary School", la_code="335", standing=Standing.OPEN))
    stage.all_say("meeting book Rushall 11 Dec 4pm", who=LEO)
    convert(stage, type_group="Local authority maintained schools")
    done = stage.press(stage.say("school carry on Rushall"), "Carry on as 151524")
    assert done.lines[1] == "Goes along: 1 meeting to come."
    new = id_of(stage, ACADEMY)
    with stage.database.read() as session:
        (meeting,) = meetings_in_line(session, stage.team_id, new)
    assert meeting.school_id == new


def test_whoever_serves_at_the_academy_already_stays(rushall: Stage):
    new = id_of(rushall, ACADEMY)
    with rushall.database.change() as session:
        begin_change(session, rushall.team_id, None, "command line", NOW)
        session.add(
            Contact(
                team_id=rushall.team_id,
                school_id=new,
                role=ContactRole.HEAD,
                name="Mr New",
                email=None,
                from_on=date(2025, 6, 1),
                added_at=NOW,
            )
        )
    rushall.press(rushall.say("school carry on 104196"), "Carry on as 151524")
    assert "Head teacher: Mr New" in rushall.say("school 151524").lines


def test_it_is_not_carried_on_twice(rushall: Stage):
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    assert rushall.say("school carry on 104196").title == (
        "Carried on as Rushall Primary School, URN 151524, from Sunday 1 June 2025. "
        "“undo” takes that back for ten minutes."
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "school carry on Old Hall",
            "Old Hall School, URN 104274, is open, and no school that it carries on is waiting. With two URNs: "
            "school carry on 104196 as 104274",
        ),
        (
            "school carry on Edgar Street",
            "I know no school that comes after Edgar Street Infant School, URN 104099. If you know it: school carry on "
            "104099 as 151524. Or an admin reads the links: rrp-bot links import FILE",
        ),
        (
            "school carry on 104196 as 104196",
            "That is one and the same school, URN 104196. For example: school carry on 104196 as 151524",
        ),
        (
            "school carry on 104196 as 104099",
            "Edgar Street Infant School, URN 104099, is closed, so nothing can be carried on there.",
        ),
    ],
)
def test_what_cannot_be_carried_on(rushall: Stage, line: str, sentence: str):
    with nothing_stored(rushall):
        assert rushall.say(line).title == sentence


def test_a_successor_that_nobody_has_on_file_can_be_named(rushall: Stage):
    asked = rushall.say("school carry on 104099 as Old Hall")
    assert asked.title == (
        "Edgar Street Infant School, URN 104099, is Old Hall School, URN 104274, now. Carry on as 104274?"
    )
    assert rushall.press(asked, "Carry on as 104274").lines[1] == "Nothing is open there."


def test_of_two_successors_one_is_chosen(rushall: Stage):
    with rushall.database.change() as session:
        for other in (104274, 148364):
            session.add(SchoolLink(urn=104099, link_urn=other, kind="Successor - merged"))
    asked = rushall.say("school carry on Edgar Street")
    assert asked.title == "2 schools come after Edgar Street Infant School, URN 104099. Which one?"
    chosen = rushall.press(asked, "Old Hall School (Bloxwich, URN 104274)")
    assert chosen.title.endswith("Carry on as 104274?")
    assert rushall.press(chosen, "Carry on as 104274").title == "Edgar Street Infant School is carried on as URN 104274"


def test_a_clerk_does_not_carry_schools_on(rushall: Stage):
    assert rushall.say("school carry on Rushall", MO).title.startswith("“school carry on” is for")


def test_schools_with_open_work_wait_until_they_are_carried_on(rushall: Stage):
    def waiting() -> list[tuple[int, list[int]]]:
        with rushall.database.read() as session:
            found = waiting_successions(session, rushall.team_id, "335")
            return [(old.urn, [new.urn for new in after]) for old, after in found]

    assert waiting() == [(RUSHALL, [ACADEMY])]
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    assert waiting() == []


def test_another_team_is_not_concerned(rushall: Stage):
    rushall.press(rushall.say("school carry on Rushall"), "Carry on as 151524")
    new = id_of(rushall, ACADEMY)
    with rushall.database.read() as session:
        assert line_of(session, rushall.other_team_id, new) == (new,)
        assert session.scalars(select(Succession).where(Succession.team_id == rushall.other_team_id)).all() == []
