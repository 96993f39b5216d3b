"""`concern`: the council's own steps, in their order, with a lead's reason where it was left; who may see what."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from notifications.nudge import facts_of
from notifications.rules.concern_answer import RULE
from storage.escalations import escalation_numbered
from storage.schools import School, school_with_urn
from storage.teams import Team
from tests.commands.a_team import AMINA, BLACKWOOD, CARYS, JANE, LEO, MO, RUTH, SAM, Stage, a_message
from tests.commands.test_category import in_council, put_in_force
from tests.people_and_schools import london


def an_academy(stage: Stage, council: str) -> Stage:
    """Blackwood is an academy, and the team works by a council's documents."""
    in_council(stage, council)
    with stage.database.change() as session:
        school = school_with_urn(session, BLACKWOOD)
        assert isinstance(school, School)
        school.type_group = "Academies"
    return stage


@pytest.fixture
def telford(stage: Stage) -> Stage:
    """A concern E1 about the academy Blackwood, in Category 3 of Telford."""
    an_academy(stage, "telford")
    put_in_force(stage, "Blackwood", "3", "2 September")
    stage.say("concern raise Blackwood academy steps: no progress in writing")
    return stage


def test_a_concern_is_raised_with_the_documents_steps(stage: Stage):
    """W2-41."""
    said = stage.say("concern raise Blackwood causing concern: results fell twice")
    assert said == a_message(
        "E1: Causing concern, Blackwood School",
        "Because: results fell twice",
        "The document's steps:",
        "1. Face to face meeting of the Improvement Adviser and a senior colleague with the school (to: Head "
        "teacher and "
        "Chair of Governors): next.",
        "2. Written communication of the concerns, the evidence and the expectations (to: Head teacher and Chair of "
        "Governors): not taken.",
        "3. Support in the creation of the Improvement Plan, and brokerage (to: Head teacher): not taken.",
        "4. The Director of Children's Services meets the Head teacher and the Chair of Governors (to: Head "
        "teacher and "
        "Chair of Governors): not taken.",
        buttons={"Step 1": "concern step E1 1", "Close it": "concern close E1", "Undo": "undo 3"},
    )


def test_a_step_is_recorded_with_its_day_and_waits_for_its_answer(telford: Stage):
    """T1-11."""
    said = telford.say("concern step E1 on 3 November: rang the head")
    assert said.title == "E1: step 1, Blackwood School"
    assert said.lines[:3] == (
        "Tuesday 3 November 2026.",
        "1. Informal discussion with the Head teacher (to: Head teacher): Tuesday 3 November 2026, rang the head.",
        "   Waits for an answer until Tuesday 17 November 2026 (10 school days).",
    )
    said = telford.say("concern answer E1 not appropriate on 20 November: nothing new")
    assert said.lines[1] == "   Answered Friday 20 November 2026, not an appropriate response: nothing new"


def test_a_step_out_of_order_is_recorded_by_a_lead_with_a_reason(telford: Stage):
    """T1-11."""
    against = (
        "Step 3 comes after step 1 or step 2, which were not taken yet. “Where there is no appropriate response "
        "to steps "
        "1 or 2.”"
    )
    line = "concern step E1 3: letter of 25 November"
    answer = telford.answer(line)
    assert (answer.understood, answer.message.title) == (
        False,
        f"{against} Nothing was stored. A lead can record it with a reason.",
    )
    asked = telford.say(line, LEO)
    assert asked.title == f"{against} As a lead you can record it, with a reason. Why?"
    said = telford.say("it was urgent", LEO)
    assert said.title == "E1: step 3, Blackwood School"
    assert "   Out of the document's order, by a lead: it was urgent" in said.lines


def test_a_step_that_was_taken_is_recorded_again_only_after_a_yes(telford: Stage):
    telford.say("concern step E1 1")
    asked = telford.say("concern step E1 1")
    assert asked.title == "Step 1 of E1 was taken Wednesday 25 November 2026. Once more?"
    assert telford.press(asked, "Yes, once more").title == "E1: step 1, Blackwood School"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("concern step E1 9", "The concern about provision in an academy has steps 1 to 5, and no 9."),
        ("concern answer E1 2 appropriate: x", "Step 2 of E1 was not taken yet, so it has no answer."),
        ("concern answer E1 appropriate: x", "No step of E1 waits for an answer."),
        ("concern step E7", "There is no concern E7 in your team. “concern” shows those that there are."),
        ("concern share E1 @sam", "E1 is not restricted: all advisers and leads can see it."),
        (
            "concern raise Old Hall academy steps: x",
            "The concern about provision in an academy is for academies; Old Hall School is none.",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(telford: Stage, line: str, said: str):
    answer = telford.answer(line)
    assert (answer.understood, answer.message.title) == (False, said)


def test_an_answer_before_its_step_is_refused(telford: Stage):
    telford.say("concern step E1 1 on 20 November")
    assert telford.answer("concern answer E1 appropriate on 19 November: x").message.title == (
        "Step 1 was taken Friday 20 November 2026; an answer of Thursday 19 November 2026 came before that."
    )


def test_a_closed_concern_takes_nothing_more(telford: Stage):
    said = telford.say("concern close E1 because the plan is in place")
    assert (said.title, said.lines) == (
        "E1: closed, Blackwood School",
        ("Wednesday 25 November 2026: the plan is in place",),
    )
    assert telford.answer("concern step E1").message.title == (
        "E1 is closed, and nothing more is recorded on it. A new one: concern raise"
    )
    assert telford.say("undo").title == "Taken back: E1"
    assert telford.say("concern step E1").title == "E1: step 1, Blackwood School"


def test_a_route_that_is_meant_for_other_categories_is_asked_about(stage: Stage):
    """T1-37."""
    in_council(stage, "telford")
    asked = stage.say("concern raise Old Hall: no progress")
    assert asked.title == (
        "The inadequate progress in Category Three is for schools in Category 3; Old Hall School has no category on "
        "record. Raise it all the same?"
    )
    assert stage.press(asked, "Yes, raise it").title == "E1: 3 to 4, Old Hall School"


def test_the_list_shows_how_far_each_has_come(telford: Stage):
    telford.say("concern step E1 on 20 November")
    said = telford.say("concern")
    assert said.title == "1 concern"
    assert said.table is not None
    assert said.table.rows == (("E1", "Blackwood School", "Academy steps", "1, 20 Nov 2026", "waits until 4 Dec 2026"),)
    assert telford.say("concern Old Hall").title == "No concern about Old Hall School is open"
    assert telford.say("E1").title == "E1: Academy steps, Blackwood School"


def test_where_several_routes_fit_it_is_asked_which(stage: Stage):
    """V3-10: performance, and the separate safeguarding route."""
    an_academy(stage, "wolverhampton")
    asked = stage.say("concern raise Blackwood: a worry")
    assert asked.title == "Which of the council's routes for Blackwood School?"
    assert stage.press(asked, "concern about the performance of an academy").title == (
        "E1: Academy performance, Blackwood School"
    )


def test_a_safeguarding_concern_is_seen_by_those_who_are_named_alone(stage: Stage):
    """V3-10: its own direct route."""
    an_academy(stage, "wolverhampton")
    said = stage.say("concern raise Blackwood safeguarding: a worry about checks")
    assert said.lines[1] == (
        "Restricted: only Amina Khan, Leo Barnes can see it, and it stands in no channel and no digest."
    )
    none = "There is no concern E1 in your team. “concern” shows those that there are."
    for line in ("concern E1", "concern step E1", "concern close E1 because x", "concern share E1 @sam"):
        assert stage.answer(line, SAM).message.title == none
    assert stage.say("concern", SAM).title == "No concern is open"
    everywhere = [
        stage.say(line, SAM) for line in ("find checks", "school Blackwood", "school timeline Blackwood", "digest")
    ]
    assert [one for one in everywhere if "E1" in str(one) or "a worry" in str(one)] == []
    assert stage.say("concern share E1 @sam", LEO).title == "E1: Sam Price can see it from now on"
    assert stage.say("concern E1", SAM).title == "E1: Safeguarding, Blackwood School"
    assert stage.answer("concern share E1 @sam", LEO).message.title == "Sam Price can see E1 already."


@pytest.mark.parametrize("who", [CARYS, MO, RUTH])
@pytest.mark.parametrize(
    "line", ["concern", "concern raise Blackwood: x", "concern step E1", "concern close E1 because x"]
)
def test_concerns_are_for_advisers_and_leads(telford: Stage, who: str, line: str):
    assert "is for advisers and leads." in telford.answer(line, who).message.title


def test_another_team_sees_no_concern(telford: Stage):
    assert telford.answer("concern E1", JANE).message.title.startswith("There is no concern E1 in your team.")


def test_leads_hear_twice_of_an_answer_that_does_not_come(telford: Stage):
    """N19: after ten school days, and five later."""
    telford.say("concern step E1 on 3 November")
    assert told(telford, 1, "2026-11-03", "2026-12-31") == [f"2026-11-18 {LEO}", f"2026-11-25 {LEO}"]
    telford.say("concern answer E1 appropriate: a plan came")
    assert told(telford, 1, "2026-11-03", "2026-12-31") == []


def test_of_a_restricted_concern_its_readers_hear_and_nothing_but_the_reference(stage: Stage):
    an_academy(stage, "wolverhampton")
    stage.all_say("concern raise Blackwood safeguarding: a worry", "concern step E1 on 3 November")
    assert told(stage, 1, "2026-11-03", "2026-11-20") == [f"2026-11-18 {AMINA}", f"2026-11-18 {LEO}"]
    with stage.database.read() as session:
        concern = escalation_numbered(session, stage.team_id, 1)
        assert concern is not None
        facts = facts_of(session, session.get_one(Team, stage.team_id))
        message = RULE.words(concern, facts, facts.leads[0], stage.now)
    assert (message.title, message.lines) == ("E1: no answer to step 1 yet", ())


def told(stage: Stage, number: int, first: str, last: str) -> list[str]:
    """On which days whom."""
    found = []
    with stage.database.read() as session:
        facts = facts_of(session, session.get_one(Team, stage.team_id))
        concern = escalation_numbered(session, stage.team_id, number)
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            nudges = RULE.look(concern, facts, london(f"{day} 09:00")).nudges
            found += [f"{day} {nudge.receiver_name}" for nudge in nudges if nudge.occasion.on == day]
            day += timedelta(days=1)
    return found


def test_nothing_is_said_of_a_step_from_before_the_team_began(telford: Stage):
    telford.all_say("concern step E1 on 3 November")
    telford.say("team go-live 10 November", LEO)
    assert told(telford, 1, "2026-11-03", "2026-12-31") == []


def test_no_deputy_hears_of_a_restricted_concern(stage: Stage):
    """Nobody receives what they may not see."""
    an_academy(stage, "wolverhampton")
    stage.all_say("concern raise Blackwood safeguarding: a worry", "concern step E1 on 3 November")
    stage.now = london("2026-11-16 09:00")
    stage.say("cover @sam from today to 30 November")
    stage.now = london("2026-11-18 09:00")
    stage.tick()
    told_of = [p.receiver for p in stage.terminal.parcels if p.message.title.startswith("E1")]
    assert sorted(told_of) == [AMINA, LEO]


def test_whoever_cannot_open_concerns_is_given_none(stage: Stage):
    an_academy(stage, "wolverhampton")
    stage.say("concern raise Blackwood safeguarding: a worry")
    assert stage.answer("concern share E1 @mo").message.title == (
        "Mo Ali is no adviser and no lead, and so cannot open concerns."
    )


def test_hackneys_triggers_are_read_and_whom_they_are_told_to(stage: Stage):
    """H4-24, H4-25."""
    in_council(stage, "hackney")
    lines = stage.say("concern raise Blackwood: a budget without a plan").lines
    assert lines[1] == (
        "The document names: the school failing to address significant underperformance; risks to pupils' safety and "
        "well-being; significant budget problems without a secure recovery plan; the school failing to engage with the "
        "self-evaluation process; the school lacking the leadership capacity to improve."
    )
    assert lines[3] == (
        "1. The LaMA informs the Head of Primary / Senior Primary Adviser or Secondary / Assistant Director (to: "
        "Head of "
        "Primary/Senior Primary Adviser or Secondary/Assistant Director): next."
    )
