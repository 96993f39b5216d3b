"""The yearly audit of governance: rated, told, answered, final; who reads what; the file of a team."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from notifications.message import Table
from notifications.nudge import facts_of
from notifications.rules.governance_answer import RULE
from storage.governance import ratings_of
from storage.schools import School
from storage.teams import Team
from tests.commands.a_team import AMINA, CARYS, LEO, RUTH, Stage, a_message, london
from tests.commands.test_category import in_council, put_in_force


@pytest.fixture
def wolverhampton(stage: Stage) -> Stage:
    """Amina is attached to Blackwood, whose governance was rated amber on 3 November."""
    in_council(stage, "wolverhampton")
    stage.now = london("2026-11-02 09:00")
    stage.say("school adviser Blackwood @amina", LEO)
    stage.now = london("2026-11-25 09:00")
    put_in_force(stage, "Blackwood", "C", "2 September")
    stage.say("governance rate Blackwood amber on 3 November: fill two vacancies")
    return stage


def test_a_rating_is_stored_with_its_recommendations_and_is_the_audit_of_the_year(wolverhampton: Stage):
    """V3-11."""
    said = wolverhampton.say("governance Blackwood")
    assert said == a_message(
        "Blackwood School: governance amber",
        "Audited Tuesday 3 November 2026 by Amina Khan: amber.",
        "Recommendations: fill two vacancies",
        "Head teacher and Chair of Governors: not told yet.",
        buttons={"They were told": "governance told 148364"},
    )
    table = wolverhampton.say("board Blackwood").table
    assert table is not None
    assert ("Governance audit", "2026/27", "held 3 Nov 2026", "by 20 Jul 2027") in table.rows


def test_the_school_may_answer_for_fifteen_working_days_before_it_is_final(wolverhampton: Stage):
    """V3-11; ours: the days."""
    wolverhampton.say("governance told Blackwood on 4 November")
    assert wolverhampton.say("governance Blackwood").lines[2] == (
        "Head teacher and Chair of Governors told Wednesday 4 November 2026; they may answer until Wednesday 25 "
        "November "
        "2026."
    )
    asked = wolverhampton.say("governance final Blackwood red")
    assert asked.title == (
        "Blackwood School may answer until Wednesday 25 November 2026, and has not answered. Final all the same?"
    )
    wolverhampton.say("governance answer Blackwood on 24 November: both vacancies are filled")
    said = wolverhampton.say("governance final Blackwood green: both are filled")
    assert (said.title, said.lines[-1]) == (
        "Blackwood School: governance green, final",
        "Final Wednesday 25 November 2026: green, both are filled.",
    )
    assert wolverhampton.answer("governance told Blackwood").message.title == (
        "The audit of Tuesday 3 November 2026 is final. A new one: governance rate 148364 amber"
    )


def test_a_school_that_stays_amber_or_red_reads_what_the_document_says_of_it(wolverhampton: Stage):
    """V3-11."""
    wolverhampton.all_say("governance told Blackwood on 4 November", "governance answer Blackwood on 5 November: no")
    lines = wolverhampton.say("governance final Blackwood red").lines
    assert lines[-1].startswith("A school that is red “may be directed by the local authority to participate in a full")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "answer Blackwood: x",
            "Blackwood School was not told yet; an answer of Wednesday 25 November 2026 came before that.",
        ),
        ("told Old Hall", "No audit of Old Hall School is on record. First: governance rate 104274 amber: vacancies"),
        ("rate Old Hall blue", "“blue” is no rating. There are: green, amber, red."),
    ],
)
def test_what_cannot_be_is_refused_in_words(wolverhampton: Stage, line: str, said: str):
    assert wolverhampton.answer(f"governance {line}").message.title == said


def test_red_stands_first_and_what_is_not_final_is_for_advisers_and_leads(wolverhampton: Stage):
    wolverhampton.say("governance rate Old Hall red on 2 November")
    said = wolverhampton.say("governance")
    assert said.title == "Governance: 1 red, 1 amber, 0 green"
    assert said.table == Table(
        ("School", "Rating", "Audited", "How it stands"),
        (
            ("Old Hall School", "red", "2 Nov 2026", "not told yet"),
            ("Blackwood School", "amber", "3 Nov 2026", "not told yet"),
        ),
    )
    assert wolverhampton.say("governance", RUTH).title == "No audit of governance is on record"
    asked = wolverhampton.say("governance final Blackwood amber")
    wolverhampton.press(asked, "Yes, final")
    assert wolverhampton.say("governance Blackwood", RUTH).lines == ("Final Wednesday 25 November 2026: amber.",)
    assert not wolverhampton.answer("governance rate Old Hall green", CARYS).understood


def test_a_strategy_that_asks_for_no_audit_says_so(stage: Stage):
    none = "Walsall's School Improvement Strategy asks for no audit of governance."
    assert stage.answer("governance").message.title == none


def test_adviser_and_leads_hear_of_the_schools_time_to_answer(wolverhampton: Stage):
    """N16."""
    wolverhampton.say("governance told Blackwood on 4 November")
    assert told(wolverhampton) == [f"2026-11-20 {AMINA}", f"2026-11-26 {LEO}"]
    wolverhampton.say("governance answer Blackwood: filled")
    assert told(wolverhampton) == [f"2026-11-26 {LEO}"]


def told(stage: Stage) -> list[str]:
    found = []
    with stage.database.read() as session:
        facts = facts_of(session, session.get_one(Team, stage.team_id))
        (one,) = ratings_of(session, stage.team_id)
        for number in range(40):
            day = date(2026, 11, 4) + timedelta(days=number)
            nudges = RULE.look(one, facts, london(f"{day} 09:00")).nudges
            found += [f"{day} {nudge.receiver_name}" for nudge in nudges]
    return found


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("rate Dale Green amber: x", "Dale Green School: governance amber"),
        ("rate Dale Green green", "Dale Green School: governance green"),
        ("rate 104500 green", "Dale Green School: governance green"),
        ("rate Dale Green School", "Red, amber or green?"),
    ],
)
def test_a_school_may_be_called_green(wolverhampton: Stage, line: str, title: str):
    with wolverhampton.database.change() as session:
        session.add(School(urn=104500, name="Dale Green School", la_code="335", town="Dale", standing="open"))
    assert wolverhampton.say(f"governance {line}").title == title


def test_a_reader_of_one_school_learns_of_final_ratings_alone(wolverhampton: Stage):
    assert wolverhampton.say("governance Blackwood", RUTH) == a_message(
        "Blackwood School: no audit of governance is on record"
    )


def test_in_the_holidays_the_schools_answer_is_asked_for_before_them(wolverhampton: Stage):
    wolverhampton.now = london("2026-12-09 10:00")
    wolverhampton.say("governance told Blackwood")
    with wolverhampton.database.read() as session:
        facts = facts_of(session, session.get_one(Team, wolverhampton.team_id))
        (one,) = ratings_of(session, wolverhampton.team_id)
        days = [date(2026, 12, 9) + timedelta(days=number) for number in range(40)]
        told = [f"{d} {n.receiver_name}" for d in days for n in RULE.look(one, facts, london(f"{d} 09:00")).nudges]
    assert told == [f"2026-12-18 {AMINA}", f"2027-01-05 {LEO}"]
