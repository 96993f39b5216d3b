"""What is due at schools is said when its period opens, when two weeks of it are left, and when it was missed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from notifications.nudge import TeamFacts, at_time, facts_of
from notifications.rules.things_due import RULE
from policy.framework import load_framework
from storage.teams import Team
from tests.commands.a_team import AMINA, CARYS, LEO, MO, SAM, Stage, london
from tests.commands.test_category import in_council, put_in_force

HALF_PAST = time(9, 0)


def heard(stage: Stage, first: str, last: str) -> list[str]:
    """`Mon 02 Nov Amina Khan: SIB | autumn 2, not booked yet: by ... | Blackwood School` for each row that is said."""
    found = []
    day = date.fromisoformat(first)
    while day <= date.fromisoformat(last):
        for who, rows in said_on(stage, at_time(day, HALF_PAST)):
            found += [f"{day:%a %d %b} {who}: {row}" for row in rows]
        day += timedelta(days=1)
    return found


def said_on(stage: Stage, now: datetime) -> list[tuple[str, list[str]]]:
    """For each colleague who is sent something at this moment: the rows of it."""
    with stage.database.read() as session:
        team = session.get_one(Team, stage.team_id)
        facts = facts_of(session, team)
        found = []
        for nudge in RULE.look(team, facts, now).nudges:
            assert RULE.compose is not None
            message = RULE.compose(session, team, facts, nudge, now)
            if message is not None:
                assert message.table is not None
                found.append((nudge.receiver_name, [" | ".join(row) for row in message.table.rows]))
        return found


def in_wolverhampton(stage: Stage, category: str = "C") -> Stage:
    """Blackwood, whose attached adviser is Amina, is in a category since September."""
    in_council(stage, "wolverhampton")
    stage.now = london("2026-09-02 10:00")
    stage.say("school adviser Blackwood @amina", LEO)
    put_in_force(stage, "Blackwood", category, "2 September") if category else None
    return stage


def of(what: str, found: list[str]) -> list[str]:
    return [line for line in found if f": {what} |" in line]


def test_a_board_that_is_not_booked_is_spoken_of_at_the_opening_and_two_weeks_before_the_end(stage: Stage):
    """V3-41: to the attached adviser; N2."""
    found = heard(in_wolverhampton(stage), "2026-10-25", "2026-12-31")
    assert of("SIB", found) == [
        "Mon 02 Nov Amina Khan: SIB | autumn 1 missed: it was due by Friday 23 October 2026 | Blackwood School",
        "Mon 02 Nov Amina Khan: SIB | autumn 2, not booked yet: by Friday 18 December 2026 | Blackwood School",
        "Fri 04 Dec Amina Khan: SIB | autumn 2, two weeks left: by Friday 18 December 2026 | Blackwood School",
    ]


def test_nothing_is_said_of_what_is_booked_or_held(stage: Stage):
    in_wolverhampton(stage)
    stage.all_say("meeting book Blackwood sib 24 Nov 2026 4pm", who=MO)
    assert [line for line in of("SIB", heard(stage, "2026-10-25", "2027-01-31")) if "autumn 2" in line] == []


def test_the_last_chair_hears_of_it_too(stage: Stage):
    """N2 and N8: the Chair and the adviser."""
    in_wolverhampton(stage)
    stage.all_say("meeting book Blackwood sib 1 Oct 2026 4pm @carys", who=MO)
    found = of("SIB", heard(stage, "2026-11-02", "2026-11-02"))
    assert found == [
        f"Mon 02 Nov {who}: SIB | autumn 2, not booked yet: by Friday 18 December 2026 | Blackwood School"
        for who in (AMINA, CARYS)
    ]


def test_without_an_attached_adviser_the_leads_hear(stage: Stage):
    in_council(stage, "wolverhampton")
    put_in_force(stage, "Blackwood", "C", "2 September")
    assert {line.split(": ")[0] for line in heard(stage, "2026-12-04", "2026-12-04")} == {f"Fri 04 Dec {LEO}"}


def test_whoever_is_away_is_replaced_by_their_deputy(stage: Stage):
    in_wolverhampton(stage)
    stage.now = london("2026-11-30 10:00")
    stage.say("cover @sam from today to 11 Dec")
    who = {line.split(": ")[0] for line in of("SIB", heard(stage, "2026-12-04", "2026-12-04"))}
    assert who == {f"Fri 04 Dec {SAM}"}


def test_leads_read_one_row_for_many_schools(stage: Stage):
    """V3-04, N14: the mid-year review of each school."""
    in_council(stage, "wolverhampton")
    for school in ("Blackwood", "Old Hall", "Short Heath", "Oakfield", "May Park", "Whetstone", "Visit Lane", "104001"):
        stage.say(f"school adviser {school} @amina", LEO)
    found = of("Category review", heard(stage, "2027-01-28", "2027-01-31"))
    assert found == [
        "Fri 29 Jan Leo Barnes: Category review | 2026/27, two weeks left: by Friday 12 February 2027 | Blackwood "
        "School, May Park Primary School, Oakfield Primary School, Old Hall School, Short Heath Junior School, Visit "
        "Lane Infant School, Whetstone Field Primary School"
    ]


def test_invitations_and_visit_dates_are_asked_for(stage: Stage):
    """V3-30, V3-32: N10 and N23."""
    in_wolverhampton(stage, "")
    found = heard(stage, "2027-04-01", "2027-07-31")
    assert of("Invitation", found) == [
        "Mon 12 Apr Leo Barnes: Invitation | summer, not booked yet: by Tuesday 20 July 2027 | Blackwood School",
        "Tue 06 Jul Leo Barnes: Invitation | summer, two weeks left: by Tuesday 20 July 2027 | Blackwood School",
    ]
    autumn = heard(stage, "2026-09-01", "2026-12-31")
    assert of("Visit dates", autumn)[-1] == (
        "Fri 04 Dec Amina Khan: Visit dates | autumn, two weeks left: by Friday 18 December 2026 | Blackwood School"
    )


def test_core_contacts_of_walsall(stage: Stage):
    """W2-02, W2-03: N11."""
    stage.say("school adviser Blackwood @amina", LEO)
    assert [line for line in heard(stage, "2026-12-01", "2027-01-10") if "Core" in line] == [
        "Fri 04 Dec Amina Khan: Core offer | autumn, two weeks left: by Friday 18 December 2026 | Blackwood School",
        "Mon 04 Jan Amina Khan: Core offer | autumn missed: it was due by Friday 18 December 2026 | Blackwood School",
        "Mon 04 Jan Amina Khan: Core offer plus | spring, not booked yet: by Thursday 25 March 2027 | Blackwood School",
    ]


def test_a_review_team_of_telford_and_its_weekly_visits(stage: Stage):
    """T1-51, T1-39: N8 and N20; of a weekly visit only that it was missed."""
    in_council(stage, "telford")
    stage.now = london("2026-11-04 10:00")
    stage.say("school adviser Blackwood @amina", LEO)
    put_in_force(stage, "Blackwood", "4b", "2 September")
    stage.say("board begin Blackwood weekly visit until 13 November", LEO)
    found = heard(stage, "2026-11-01", "2026-11-30")
    assert of("Weekly visit", found) == [
        "Mon 16 Nov Amina Khan: Weekly visit | week of 9 November missed: it was due by Friday 13 November 2026 | "
        "Blackwood School"
    ]
    assert of("Review Team", found)[-1].startswith("Mon 02 Nov Leo Barnes: Review Team | autumn 2, not booked yet")


def test_the_governors_and_the_annual_report_are_the_leads(stage: Stage):
    """T1-39, T1-10: N24 and N26."""
    in_council(stage, "telford")
    stage.say("school adviser Blackwood @amina", LEO)
    put_in_force(stage, "Blackwood", "4b", "2 September")
    found = heard(stage, "2027-07-01", "2027-07-31")
    assert {line.split(": ")[0][11:] for line in (*of("Annual Report", found), *of("Governors' meeting", found))} == {
        LEO
    }
    assert len(of("Annual Report", found)) == len(of("Governors' meeting", found)) == 1


def test_an_la_review_of_hackney_is_asked_for_and_never_missed(stage: Stage):
    """H4-14 "typically each term": N28."""
    in_council(stage, "hackney")
    stage.now = london("2026-09-02 10:00")
    stage.say("school adviser Blackwood @amina", LEO)
    put_in_force(stage, "Blackwood", "Intensive A", "2 September")
    found = of("LA review", heard(stage, "2026-11-20", "2027-01-10"))
    assert found == [
        "Fri 04 Dec Amina Khan: LA review | autumn, two weeks left: by Friday 18 December 2026 | Blackwood School",
        "Mon 04 Jan Amina Khan: LA review | spring, not booked yet: by Thursday 25 March 2027 | Blackwood School",
    ]


def test_nothing_is_said_at_weekends_and_in_the_holidays(stage: Stage):
    """What was missed in July is said in September."""
    in_wolverhampton(stage)
    found = heard(stage, "2027-07-20", "2027-09-03")
    assert {line[:10] for line in found} == {"Wed 01 Sep"}
    assert (
        "Wed 01 Sep Amina Khan: SIB | summer 2 missed: it was due by Tuesday 20 July 2027 | Blackwood School" in found
    )


def test_the_digest_of_leads_says_what_was_missed(stage: Stage):
    in_wolverhampton(stage)
    stage.now = london("2026-11-02 08:30")
    missed = (
        "Missed: SIB, autumn 1, at Blackwood School; Monitoring, autumn 1, at Blackwood School. The board shows it."
    )
    assert stage.say("digest", LEO).lines[0] == missed
    assert missed not in stage.say("digest", AMINA).lines
    stage.now = london("2026-11-03 08:30")
    assert missed not in stage.say("digest", LEO).lines


def test_it_is_delivered_once_in_the_morning(stage: Stage):
    in_wolverhampton(stage)
    stage.now = london("2026-12-04 00:01")
    stage.tick()
    assert [parcel for parcel in stage.terminal.parcels if "Due at schools" in parcel.message.title] == []
    for hour in ("09:00", "09:01", "12:00"):
        stage.now = london(f"2026-12-04 {hour}")
        stage.tick()
    sent = [parcel.message for parcel in stage.terminal.parcels if "Due at schools" in parcel.message.title]
    assert [message.title for message in sent] == ["Due at schools: 3 to book or do", "Due at schools: 1 to book or do"]
    assert sent[0].buttons[0].says == "board 148364"


@pytest.mark.parametrize("council", ["walsall", "telford", "wolverhampton", "hackney"])
def test_on_most_days_nobody_is_asked_about(stage: Stage, council: str):
    """The rule looks at the calendar before it looks at the record."""
    facts = _facts(stage, council)
    days = [date(2026, 9, 1) + timedelta(days=number) for number in range(330)]
    spoken = [day for day in days if RULE.look(facts.team, facts, at_time(day, HALF_PAST)).nudges]
    assert len(spoken) < (60 if council == "telford" else 25)


def _facts(stage: Stage, council: str) -> TeamFacts:
    with stage.database.read() as session:
        facts = facts_of(session, session.get_one(Team, stage.team_id))
    return TeamFacts(facts.team, load_framework(council), facts.calendar, facts.colleagues)
