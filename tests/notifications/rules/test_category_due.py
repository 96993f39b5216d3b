"""A category that nobody was told of, whose letter has not gone, whose time runs out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from notifications.message import Button, Message
from notifications.nudge import TeamFacts
from notifications.rules.category_due import RULE, words
from policy.framework import load_framework
from storage.advisers import Turn
from storage.categories import Categorisation, CategoryState
from tests.notifications.rules.days_told import diary
from tests.people_and_schools import AMINA, FACTS, LEO, OAKFIELD, SAM, a_team, london

IN_FORCE, PROPOSED = CategoryState.IN_FORCE, CategoryState.PROPOSED


def facts_in(council: str) -> TeamFacts:
    """Amina is attached to Oakfield, in another council's ways."""
    return replace(
        FACTS, framework=load_framework(council), turns=(Turn(OAKFIELD.id, AMINA.id, date(2025, 9, 1), None),)
    )


def a_category(category: str, state: CategoryState, **more: object) -> Categorisation:
    """Sam proposed it on Monday 2 November at ten; in force the same day."""
    at = london("2026-11-02 10:00")
    values = {
        "id": 5,
        "team_id": 1,
        "school_id": OAKFIELD.id,
        "school": OAKFIELD,
        "category": category,
        "state": state,
        "from_on": date(2026, 11, 2),
        "because": "x",
        "proposed_by_id": SAM.id,
        "proposed_by": SAM,
        "proposed_at": at,
        "in_force_at": at if state is IN_FORCE else None,
    }
    return Categorisation(**values | more)


def told(one: Categorisation, council: str, first: str = "2026-11-02", last: str = "2026-12-31") -> list[str]:
    return diary(RULE, one, first, last, facts_in(council))  # type: ignore[arg-type]


def said(one: Categorisation, council: str, now: str) -> Message:
    return words(one, facts_in(council), LEO, london(now))


def test_leads_hear_that_nobody_was_told_five_and_ten_working_days_after_it_was_proposed():
    """V3-04; ours: the days."""
    one = a_category("c", PROPOSED)
    assert told(one, "wolverhampton") == ["Mon 09 Nov 09:00 Leo Barnes", "Mon 16 Nov 09:00 Leo Barnes"]
    assert said(one, "wolverhampton", "2026-11-09 09:00") == Message(
        "Oakfield Primary School: Category C was proposed Monday 2 November 2026, and head teacher and Chair of "
        "Governors "
        "have not been told",
        (
            "“This categorisation will be reviewed mid way through the year and if the risk factors for the school "
            "increase or decrease the school's category may be changed; schools will be informed of any changes "
            "and the "
            "reasons why.”",
        ),
        buttons=(
            Button("They have been told", "category told 104001"),
            Button("Show it", "category 104001"),
        ),
    )


def test_who_was_told_is_not_named():
    one = a_category("c", PROPOSED, head_told_on=date(2026, 11, 4))
    assert said(one, "wolverhampton", "2026-11-09 09:00").title.endswith("and Chair of Governors has not been told")


@pytest.mark.parametrize(
    "more",
    [
        {"head_told_on": date(2026, 11, 4), "chair_told_on": date(2026, 11, 4)},
        {"state": CategoryState.WITHDRAWN},
    ],
)
def test_nobody_is_told_of_what_is_settled(more: dict[str, object]):
    assert told(a_category("c", **{"state": PROPOSED} | more), "wolverhampton") == []  # type: ignore[arg-type]


def test_the_letter_is_missed_after_five_working_days():
    """H4-21: N13."""
    one = a_category("enhanced", IN_FORCE)
    assert told(one, "hackney") == ["Mon 09 Nov 09:00 Leo Barnes", "Mon 16 Nov 09:00 Leo Barnes"]
    assert said(one, "hackney", "2026-11-09 09:00").title == (
        "Oakfield Primary School: the letter about Enhanced Support has not gone"
    )
    assert told(a_category("enhanced", IN_FORCE, letter_sent_on=date(2026, 11, 6)), "hackney") == []


def test_a_council_whose_documents_print_no_letter_is_not_asked_for_one():
    assert told(a_category("c", IN_FORCE), "walsall") == []


def test_a_category_taken_over_from_a_file_owes_no_letter():
    assert told(a_category("enhanced", IN_FORCE, in_force_at=None), "hackney") == []


def test_adviser_and_lead_hear_after_nine_eleven_and_twelve_months():
    """T1-33, T1-36: N7."""
    one = a_category("3", IN_FORCE, from_on=date(2025, 9, 3), in_force_at=None)
    found = told(one, "telford", "2026-05-01", "2026-09-30")
    assert found == [
        f"{day} 09:00 {who}"
        for day in ("Wed 03 Jun", "Mon 03 Aug", "Thu 03 Sep")
        for who in ("Leo Barnes", "Amina Khan")
    ]
    message = said(one, "telford", "2026-09-03 09:00")
    assert (message.title, message.lines) == (
        "Oakfield Primary School: Category 3 since Wednesday 3 September 2025, 12 months",
        (
            "“within one year, though in exceptional circumstances this period may be extended”: the time ends "
            "Thursday 3 "
            "September 2026.",
        ),
    )


def test_an_extension_moves_the_end():
    """T1-36."""
    one = a_category("3", IN_FORCE, from_on=date(2025, 9, 3), in_force_at=None, extended_until=date(2026, 12, 18))
    found = told(one, "telford", "2026-05-01", "2026-12-31")
    assert [line for line in found if "Leo" in line] == ["Wed 18 Nov 09:00 Leo Barnes", "Fri 18 Dec 09:00 Leo Barnes"]


def test_a_category_that_has_ended_runs_out_no_more():
    one = a_category("3", IN_FORCE, from_on=date(2025, 9, 3), in_force_at=None, until_on=date(2026, 8, 31))
    assert told(one, "telford", "2026-05-01", "2026-12-31") == []


def test_nothing_is_said_of_months_before_the_team_began():
    team = a_team()
    team.go_live_on = date(2026, 7, 1)
    one = a_category("3", IN_FORCE, from_on=date(2025, 9, 3), in_force_at=None)
    found = diary(RULE, one, "2026-05-01", "2026-08-31", replace(facts_in("telford"), team=team))  # type: ignore[arg-type]
    assert found == ["Mon 03 Aug 09:00 Leo Barnes", "Mon 03 Aug 09:00 Amina Khan"]
    assert isinstance(one.proposed_at, datetime)


def test_in_the_holidays_it_waits_for_the_first_school_day():
    at = london("2026-12-14 10:00")
    one = a_category("c", PROPOSED, proposed_at=at)
    assert told(one, "wolverhampton", "2026-12-14", "2027-01-31") == ["Mon 04 Jan 09:00 Leo Barnes"]
