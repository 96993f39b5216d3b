"""The order of a council's steps of escalation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.escalations import EscalationRoute
from policy.framework import load_framework
from policy.school_calendar import CALENDAR_2026_27
from policy.steps_in_order import Known, against_order, next_step, waits_until

DAY = date(2026, 11, 25)


def route(council: str, key: str) -> EscalationRoute:
    return next(one for one in load_framework(council).escalations if one.key == key)


def speaks_against(council: str, key: str, step: int, **taken: Known) -> str | None:
    """What speaks against a step on 25 November; `s1` is what is known of step 1."""
    found = route(council, key)
    chosen = found.step(step)
    assert chosen is not None
    by_number = {int(name[1:]): known for name, known in taken.items()}
    return against_order(found, chosen, by_number, DAY, CALENDAR_2026_27)


LONG_AGO, LATELY = Known(date(2026, 10, 1)), Known(date(2026, 11, 24))
NOT_ENOUGH = Known(date(2026, 11, 20), date(2026, 11, 24), enough=False)
ENOUGH = Known(date(2026, 11, 20), date(2026, 11, 24), enough=True)


@pytest.mark.parametrize(
    ("step", "taken", "said"),
    [
        (1, {}, None),
        (2, {}, "Step 2 comes after step 1, which was not taken yet."),
        (2, {"s1": LATELY}, None),
        (3, {}, "Step 3 comes after step 1 or step 2, which were not taken yet."),
        (3, {"s1": LONG_AGO}, None),
        (3, {"s1": NOT_ENOUGH}, None),
        (3, {"s2": LONG_AGO}, None),
        (
            3,
            {"s1": LATELY},
            "Step 1 waits for an answer until Tuesday 8 December 2026; step 3 is for where none comes.",
        ),
        (3, {"s1": ENOUGH}, "Step 1 had an appropriate answer; step 3 is for where there is none."),
        (4, {"s1": LONG_AGO}, "Step 4 comes after step 3, which was not taken yet."),
        (5, {"s1": LONG_AGO, "s3": LONG_AGO}, "Step 5 comes after step 2 and step 4, which were not taken yet."),
        (5, {"s1": LONG_AGO, "s2": LONG_AGO, "s3": LONG_AGO, "s4": LONG_AGO}, None),
    ],
)
def test_telfords_five_steps(step: int, taken: dict[str, Known], said: str | None):
    """T1-11: 3 where there is no appropriate response to 1 or 2; 5 where none came of the steps before it."""
    assert speaks_against("telford", "academy-concern", step, **taken) == said


def test_wolverhamptons_commissioner_comes_after_the_letter_alone():
    """V3-10: the visit is "if invited"."""
    assert speaks_against("wolverhampton", "academy-performance", 3, s1=NOT_ENOUGH) is None
    assert speaks_against("wolverhampton", "academy-performance", 3) is not None


def test_walsalls_letter_comes_after_the_meeting():
    """W2-41."""
    said = "Step 2 comes after step 1, which was not taken yet."
    assert speaks_against("walsall", "causing-concern", 2) == said
    assert speaks_against("walsall", "causing-concern", 4, s1=LONG_AGO, s2=LATELY) is None


def test_a_step_that_is_dated_after_this_one_was_not_taken_before_it():
    assert speaks_against("walsall", "causing-concern", 2, s1=Known(date(2026, 11, 26))) is not None


def test_an_answer_is_waited_for_ten_school_days():
    """Ours; half term does not count."""
    step = route("walsall", "causing-concern").steps[0]
    assert waits_until(step, date(2026, 10, 20), CALENDAR_2026_27) == date(2026, 11, 10)


def test_the_next_step_follows_the_last_that_was_taken():
    steps = route("telford", "academy-concern")
    numbers = [
        (following := next_step(steps, taken)) and following.number
        for taken in ({}, {1: LATELY}, {1: LATELY, 4: LATELY}, {5: LATELY})
    ]
    assert numbers == [1, 2, 5, None]


known = st.builds(
    Known,
    st.dates(date(2026, 9, 1), DAY),
    st.none() | st.just(DAY),
    st.none() | st.booleans(),
)


@pytest.mark.parametrize("council", ["walsall", "telford", "wolverhampton", "hackney"])
@given(taken=st.dictionaries(st.integers(1, 5), known, max_size=5))
def test_who_follows_the_documents_order_is_never_held_up_by_it(council: str, taken: dict[int, Known]):
    """Where every step before was taken long ago and nothing came of it, the next is in order."""
    for one in load_framework(council).escalations:
        for step in one.steps:
            before = {number: Known(DAY - timedelta(days=60)) for number in range(1, step.number)}
            assert against_order(one, step, before, DAY, CALENDAR_2026_27) is None
            against_order(one, step, taken, DAY, CALENDAR_2026_27)


@pytest.mark.parametrize(("day", "waits"), [(date(2026, 12, 8), True), (date(2026, 12, 9), False)])
def test_the_last_day_to_answer_is_still_waited_for(day: date, waits: bool):
    steps = route("telford", "academy-concern")
    third = steps.step(3)
    assert third is not None
    said = against_order(steps, third, {1: LATELY}, day, CALENDAR_2026_27)
    assert (said is not None) is waits
