"""An open plan is reviewed as the term ends."""

from datetime import date

from notifications.message import Button, Message
from notifications.nudge import TeamFacts
from notifications.rules.plan_review_due import RULE, words
from storage.advisers import Turn
from storage.plans import Plan, PlanState
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import AMINA, FACTS, OAKFIELD, SAM, london


def a_plan(started: str = "2026-09-14", reviewed: str | None = None, state: PlanState = PlanState.OPEN) -> Plan:
    """A Rapid Recovery Plan of Oakfield that Sam started."""
    return Plan(
        id=3,
        team_id=1,
        number=7,
        school_id=OAKFIELD.id,
        school=OAKFIELD,
        kind="rrp",
        state=state,
        started_on=date.fromisoformat(started),
        started_by_id=SAM.id,
        reviewed_on=date.fromisoformat(reviewed) if reviewed else None,
        priorities=[],
    )


def told(plan: Plan, last: str = "2027-01-31", facts: TeamFacts = FACTS) -> list[str]:
    return diary(RULE, plan, "2026-09-14", last, facts)  # type: ignore[arg-type]


def test_whoever_started_it_is_told_ten_and_two_school_days_before_the_end_of_term():
    assert told(a_plan()) == ["Fri 04 Dec 09:00 Sam Price", "Wed 16 Dec 09:00 Sam Price"]


def test_the_attached_adviser_comes_first():
    facts = TeamFacts(
        FACTS.team,
        FACTS.framework,
        FACTS.calendar,
        FACTS.colleagues,
        (Turn(OAKFIELD.id, AMINA.id, date(2026, 12, 10), None),),
    )
    assert told(a_plan(), facts=facts) == ["Fri 04 Dec 09:00 Sam Price", "Wed 16 Dec 09:00 Amina Khan"]


def test_it_comes_again_each_term():
    assert told(a_plan(), last="2027-03-31")[2:] == ["Thu 11 Mar 09:00 Sam Price", "Tue 23 Mar 09:00 Sam Price"]


def test_a_review_in_the_last_five_weeks_is_enough_and_an_earlier_one_is_not():
    assert told(a_plan(reviewed="2026-11-13")) == []
    assert len(told(a_plan(reviewed="2026-11-12"))) == 2


def test_a_plan_that_has_just_begun_or_is_closed_needs_none():
    assert told(a_plan(started="2026-11-20")) == []
    assert told(a_plan(state=PlanState.CLOSED)) == []


def test_the_words_say_since_when_and_until_when():
    assert words(a_plan(reviewed="2026-10-01"), FACTS, SAM, london("2026-12-04 09:00")) == Message(
        "P7: review the Rapid Recovery Plan of Oakfield Primary School",
        (
            "Started Monday 14 September 2026, last reviewed Thursday 1 October 2026. "
            "Term ends Friday 18 December 2026.",
        ),
        buttons=(
            Button("Review it", "plan review P7"),
            Button("Show it", "plan P7"),
            Button("Why this?", "why P7"),
        ),
    )
