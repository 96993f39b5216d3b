"""Numbers that the councils' documents print, each with the rule it comes from."""

from __future__ import annotations

from decimal import Decimal

import pytest

from policy.categories import Category
from policy.duties import Duty
from policy.framework import Framework, load_framework
from policy.time_lines import Share

WALSALL, TELFORD, WOLVERHAMPTON, HACKNEY = map(load_framework, ("walsall", "telford", "wolverhampton", "hackney"))


def shorts(framework: Framework) -> list[str]:
    return [category.short for category in framework.categories]


def category(framework: Framework, short: str) -> Category:
    return next(one for one in framework.categories if one.short == short)


def duty(framework: Framework, key: str) -> tuple[str, int, tuple[str, ...], tuple[str, ...]]:
    """Period, times, categories and terms of a duty."""
    found: Duty = next(one for one in framework.duties if one.key == key)
    return found.period, found.times, found.categories, found.terms


def shares(framework: Framework, category_key: str, *, academy: bool = False) -> list[Share]:
    """What every line gives to a school of this category."""
    assert framework.allocation is not None
    regime = "academy" if academy else "maintained"
    return [
        share
        for line in framework.allocation.lines
        for share in line.shares
        if share.schools in {"all", regime}
        and (category_key in share.categories if share.categories else share.schools != "all")
    ]


def test_each_council_has_its_own_categories():
    """W2-05, T1-30, V3-01, H4-01."""
    assert shorts(WALSALL) == ["A", "B", "C", "D"]
    assert shorts(TELFORD) == ["1", "2", "3", "4a", "4b"]
    assert shorts(WOLVERHAMPTON) == ["A", "B1", "B2", "C"]
    assert shorts(HACKNEY) == ["Core", "Focused", "Focussed (TAS)", "Enhanced", "Intensive A", "Intensive B"]


@pytest.mark.parametrize(("short", "count"), [("A", 17), ("B1", 17), ("B2", 18), ("C", 16)])
def test_criteria_are_as_many_as_printed_and_numbered_from_one(short: str, count: int):
    """V3-06."""
    assert [one.number for one in category(WOLVERHAMPTON, short).criteria] == list(range(1, count + 1))


@pytest.mark.parametrize(
    ("short", "conditions", "join"),
    [("A", (1, 2), "and"), ("B1", (1, 2), "or"), ("B2", (1, 2), "or"), ("C", (1, 2, 3), "or")],
)
def test_only_the_first_criteria_are_conditions(short: str, conditions: tuple[int, ...], join: str):
    """V3-05."""
    found = category(WOLVERHAMPTON, short)
    assert (found.conditions, found.conditions_join) == (conditions, join)


def test_the_five_strands_have_nine_five_eight_twenty_two_and_eight_criteria():
    """T1-20; T1-32: the fifth counts in exceptional circumstances only."""
    assert [len(strand.entries) for strand in TELFORD.indicators] == [9, 5, 8, 22, 8]
    assert [strand.counts for strand in TELFORD.indicators] == [True, True, True, True, False]


def test_there_are_four_questions_twelve_indicators_of_a_head_and_ten_of_governance():
    """W2-20, W2-21, W2-22; those of a head teacher are restricted."""
    assert [(len(one.entries), one.restricted) for one in WALSALL.indicators] == [(4, False), (12, True), (10, False)]


def test_four_indicators_are_always_considered():
    """H4-02."""
    assert [len(one.entries) for one in HACKNEY.indicators] == [4]


def test_category_two_and_three_are_asked_about_after_twelve_months():
    """T1-33, T1-36; the reminders at 9 and 11 months are ours."""
    limits = [one.limit for one in TELFORD.categories]
    assert [(limit.months, limit.reminders) if limit else None for limit in limits] == [
        None,
        (12, (9, 11, 12)),
        (12, (9, 11, 12)),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("framework", "key", "told"),
    [
        (WOLVERHAMPTON, "sib-c", ("half-term", 1, ("c",))),
        (WOLVERHAMPTON, "sib-b2", ("half-term", 1, ("b2",))),
        (WOLVERHAMPTON, "sib-b1", ("term", 1, ("b1",))),
        (WOLVERHAMPTON, "monitoring-b1", ("term", 1, ("b1",))),
        (WOLVERHAMPTON, "monitoring", ("half-term", 1, ("b2", "c"))),
        (WOLVERHAMPTON, "health-check", ("year", 1, ("b2",))),
        (WOLVERHAMPTON, "health-check-c", ("year", 2, ("c",))),
        (TELFORD, "review-team", ("half-term", 1, ("3", "4a", "4b"))),
        (TELFORD, "rap-review", ("term", 1, ("3", "4a", "4b"))),
        (TELFORD, "governors", ("term", 1, ("4b",))),
        (TELFORD, "weekly", ("week", 1, ("4b",))),
        (WALSALL, "irm", ("half-term", 1, ("c", "d"))),
        (HACKNEY, "tag", ("term", 1, ("focused", "enhanced", "intensive-a", "intensive-b"))),
        (HACKNEY, "risk-assessment", ("term", 1, ("enhanced",))),
        (HACKNEY, "la-review", ("term", 1, ("intensive-a", "intensive-b"))),
    ],
)
def test_what_is_due_is_due_as_often_as_printed(framework: Framework, key: str, told: tuple[object, ...]):
    """V3-41, V3-22, T1-35, T1-34, T1-39, W2-33, H4-11, H4-13, H4-14."""
    assert duty(framework, key)[:3] == told


def test_core_visits_are_two_a_year_and_contacts_three():
    """V3-21: spring and summer; W2-02, W2-03: one in each term; H4-10: three visits each year."""
    assert duty(WOLVERHAMPTON, "core") == ("term", 1, (), ("spring", "summer"))
    assert duty(WALSALL, "core")[3] + duty(WALSALL, "core-plus")[3] == ("autumn", "spring", "summer")
    assert duty(HACKNEY, "sip")[:3] == ("year", 3, ())


@pytest.mark.parametrize("key", ["a", "b1", "b2", "c"])
def test_the_lines_of_the_notional_table_sum_to_the_printed_total(key: str):
    """V3-20: 5, 9.5, 16.5 and 18.5 days; half a day for each meeting with Ofsted is beside them (V3-23)."""
    assert WOLVERHAMPTON.allocation is not None
    summed = sum((share.amount for share in shares(WOLVERHAMPTON, key)), Decimal())
    assert summed == WOLVERHAMPTON.allocation.printed_totals[key]
    assert summed == {"a": 5, "b1": Decimal("9.5"), "b2": Decimal("16.5"), "c": Decimal("18.5")}[key]


@pytest.mark.parametrize(
    ("key", "academy", "most"),
    [("b", False, 7), ("c", False, 10), ("d", False, 10), ("a", True, 2), ("c", True, 2), ("d", True, 2)],
)
def test_walsalls_days_are_ceilings_of_seven_ten_and_two(key: str, academy: bool, most: int):
    """W2-06: 3-4 days and up to 3 or 6 in addition; core offer only 1-2 days."""
    assert WALSALL.allocation is not None
    assert {line.bound for line in WALSALL.allocation.lines} == {"ceiling"}
    assert sum(share.amount for share in shares(WALSALL, key, academy=academy)) == most


def test_hackneys_hours_are_fixed_for_focused_and_enhanced_and_a_floor_for_intensive():
    """H4-11, H4-13, H4-14, H4-15."""
    assert HACKNEY.allocation is not None
    found = {
        line.key: (line.bound, line.per, [share.amount for share in line.shares]) for line in HACKNEY.allocation.lines
    }
    assert found == {
        "focused": ("fixed", "year", [14]),
        "enhanced": ("fixed", "term", [14]),
        "intensive": ("floor", "term", [14]),
    }


def test_the_documents_own_shortfalls_are_said_and_true():
    """V3-20: six boards of half a day are three days, and 2.5+ is printed."""
    assert WOLVERHAMPTON.allocation is not None
    board = next(line for line in WOLVERHAMPTON.allocation.lines if line.key == "sib")
    printed = next(share for share in board.shares if "c" in share.categories)
    assert board.each is not None
    assert printed.times is not None
    assert (board.each * printed.times, printed.amount, printed.more) == (3, Decimal("2.5"), True)
    assert [(gap.line, gap.categories) for gap in WOLVERHAMPTON.allocation.shortfalls] == [
        ("sib", ("b2", "c")),
        ("health-check", ("c",)),
    ]


def steps(framework: Framework, key: str) -> list[tuple[int, str, tuple[int, ...]]]:
    route = next(one for one in framework.escalations if one.key == key)
    return [(step.number, step.addressee, step.needs) for step in route.steps]


def test_an_academy_in_telford_is_approached_in_five_steps():
    """T1-11: the third where there was no appropriate response to the first or the second."""
    assert steps(TELFORD, "academy-concern") == [
        (1, "Head teacher", ()),
        (2, "Trust Board or Sponsors", (1,)),
        (3, "Head teacher", (1, 2)),
        (4, "Trust Board or Sponsors", (3,)),
        (5, "Secretary of State and Ofsted", (1, 2, 3, 4)),
    ]


def test_wolverhamptons_safeguarding_route_is_its_own_and_direct():
    """V3-10."""
    assert [(route.key, route.safeguarding, len(route.steps)) for route in WOLVERHAMPTON.escalations] == [
        ("academy-performance", False, 3),
        ("safeguarding", True, 1),
    ]


def test_a_one_day_review_in_hackney_has_two_reviewers_and_walsalls_take_one_or_two_days():
    """H4-22, W0-31, W0-32."""
    assert [(kind.days, kind.reviewers) for kind in HACKNEY.review_kinds] == [((1,), 2)]
    assert [(kind.days, kind.timetable, kind.schedule) for kind in WALSALL.review_kinds] == [((1, 2), True, True)] * 2


def test_lists_are_as_long_as_printed():
    """T1-03, T1-34, T1-38, T1-39, W2-08, W2-12, W2-31, W2-34, W2-40, H4-22, H4-24."""
    found = {one.key: len(one.entries) for framework in (TELFORD, WALSALL, HACKNEY) for one in framework.statements}
    expected = {
        "la-commitments": 13,
        "school-expectations": 9,
        "always-in-category-3": 3,
        "offered-in-category-3": 7,
        "serious-action": 5,
        "where-appropriate-4b": 12,
        "statutory-duties": 7,
        "priorities": 8,
        "irm-purposes": 9,
        "head-is-accountable": 7,
        "chair-is-accountable": 7,
        "adviser-is-accountable": 7,
        "director-is-accountable": 11,
        "powers": 4,
        "heads": 5,
        "lamas": 5,
        "lamas-of-supported-schools": 5,
    }
    assert {key: found[key] for key in expected} == expected
    assert [len(route.triggers) for route in HACKNEY.escalations] == [5]


def test_a_review_team_has_nine_headings():
    """T1-51: Human Resources, Finance, and seven under School Developments."""
    assert len(TELFORD.meeting_kind("review-team").agenda) == 9
