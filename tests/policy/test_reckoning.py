"""What is due when: for any history the periods cover the year, and nothing is both held and due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.due_periods import Period, periods_of, year_bounds
from policy.duties import Duty
from policy.framework import load_framework
from policy.reckoning import Happened, Happening, Reckoned, Stands, reckon
from policy.school_calendar import CALENDAR_2026_27, SchoolCalendar
from policy.school_year import Stretch, Term
from policy.spells import Spell

COUNCILS = [load_framework(name) for name in ("walsall", "telford", "wolverhampton", "hackney")]
DUTIES = {f"{council.key} {duty.key}": duty for council in COUNCILS for duty in council.duties}
SIB_C, SIB_B1 = DUTIES["wolverhampton sib-c"], DUTIES["wolverhampton sib-b1"]
IN_C = (Spell("c", date(2026, 4, 1)),)
BEFORE, AFTER = date(2026, 9, 1), date(2027, 8, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


def held(*days: str, what: Happened = Happened.HELD) -> list[Happening]:
    return [Happening(day(one), what) for one in days]


def stands(found: tuple[Reckoned, ...]) -> list[str]:
    return [f"{one.period.name}: {one.stands}" for one in found]


def test_a_school_in_c_has_a_board_due_in_each_half_term():
    """V3-41."""
    found = reckon(SIB_C, IN_C, held("2026-10-13"), CALENDAR_2026_27, 2026, day("2026-12-21"))
    assert stands(found) == [
        "autumn 1: held",
        "autumn 2: missed",
        "spring 1: due",
        "spring 2: due",
        "summer 1: due",
        "summer 2: due",
    ]
    assert [one.period.in_time_until for one in found] == [
        day("2026-10-23"),
        day("2026-12-18"),
        day("2027-02-12"),
        day("2027-03-25"),
        day("2027-05-28"),
        day("2027-07-20"),
    ]


def test_a_school_in_b1_has_one_due_in_each_term():
    """V3-41."""
    in_b1 = (Spell("b1", date(2026, 4, 1)),)
    found = reckon(SIB_B1, in_b1, held("2027-01-20", what=Happened.BOOKED), CALENDAR_2026_27, 2026, BEFORE)
    assert stands(found) == ["autumn: due", "spring: booked", "summer: due"]


def test_a_board_that_met_without_a_governor_is_to_be_rearranged_and_then_missed():
    """V3-42."""
    met = held("2026-11-10", what=Happened.REARRANGED)
    before = reckon(SIB_C, IN_C, met, CALENDAR_2026_27, 2026, day("2026-11-11"))[1]
    after = reckon(SIB_C, IN_C, met, CALENDAR_2026_27, 2026, day("2026-12-19"))[1]
    again = reckon(SIB_C, IN_C, [*met, *held("2026-12-01")], CALENDAR_2026_27, 2026, AFTER)[1]
    assert (before.stands, after.stands, again.stands) == (Stands.REARRANGED, Stands.MISSED, Stands.HELD)


@pytest.mark.parametrize(
    ("from_on", "asked"),
    [("2026-11-02", 1), ("2026-11-23", 1), ("2026-11-24", 0), ("2026-12-18", 0)],
)
def test_the_running_half_term_counts_only_if_four_school_weeks_remain(from_on: str, asked: int):
    """Ours: autumn 2 runs from 2 November to 18 December; its last four school weeks begin on 23 November."""
    found = reckon(SIB_C, (Spell("c", day(from_on)),), (), CALENDAR_2026_27, 2026, BEFORE)
    assert [one.asked for one in found] == [0, asked, 1, 1, 1, 1]


def test_a_category_that_ends_in_a_period_asks_for_it_no_more():
    spells = (Spell("c", day("2026-04-01"), day("2026-11-30")), Spell("b1", day("2026-12-01")))
    assert [one.asked for one in reckon(SIB_C, spells, (), CALENDAR_2026_27, 2026, BEFORE)] == [1, 0, 0, 0, 0, 0]
    assert [one.asked for one in reckon(SIB_B1, spells, (), CALENDAR_2026_27, 2026, BEFORE)] == [0, 1, 1]


@pytest.mark.parametrize(("went_live", "missed"), [("2026-12-18", 1), ("2026-12-19", 0)])
def test_nothing_is_missed_before_the_team_went_live(went_live: str, missed: int):
    found = reckon(SIB_C, IN_C, (), CALENDAR_2026_27, 2026, AFTER, missed_from=day(went_live))
    assert [one.missed for one in found] == [0, missed, 1, 1, 1, 1]


def test_the_last_school_day_of_a_period_is_still_in_time():
    last, next_day = (
        reckon(SIB_C, IN_C, (), CALENDAR_2026_27, 2026, day(on))[1] for on in ("2026-12-18", "2026-12-19")
    )
    assert (last.stands, next_day.stands) == (Stands.DUE, Stands.MISSED)


def test_only_dates_that_the_meeting_set_can_be_missed():
    """W0-51, W2-33."""
    tas, in_d = DUTIES["walsall tas"], (Spell("d", day("2026-04-01")),)
    nothing_set = reckon(tas, in_d, (), CALENDAR_2026_27, 2026, AFTER)
    cancelled = reckon(tas, in_d, held("2026-11-10", what=Happened.CANCELLED), CALENDAR_2026_27, 2026, AFTER)
    assert {one.stands for one in nothing_set} == {Stands.NOT_DUE}
    assert [one.missed for one in cancelled] == [0, 1, 0, 0, 0, 0]


def test_a_date_that_was_cancelled_is_missed_unless_a_later_one_took_its_place():
    """W0-51, W2-33."""
    irm, in_c = DUTIES["walsall irm"], (Spell("c", day("2026-04-01")),)
    cancelled = held("2026-11-10", what=Happened.CANCELLED)
    replaced = [*cancelled, *held("2026-11-24")]
    before = [*cancelled, *held("2026-11-03")]
    assert [reckon(irm, in_c, told, CALENDAR_2026_27, 2026, AFTER)[1].missed for told in (replaced, before)] == [0, 1]
    in_a = (Spell("a", day("2026-04-01")),)
    assert [one.missed for one in reckon(irm, in_a, cancelled, CALENDAR_2026_27, 2026, AFTER)] == [0] * 6


def test_a_move_between_categories_that_both_ask_for_it_loses_nothing():
    """T1-51: a school that goes from 4a to 4b late in a half term still has its Review Team."""
    spells = (Spell("4a", day("2026-04-01"), day("2026-11-29")), Spell("4b", day("2026-11-30")))
    found = reckon(DUTIES["telford review-team"], spells, (), CALENDAR_2026_27, 2026, BEFORE)
    assert [one.asked for one in found] == [1] * 6


def test_a_review_that_is_typically_held_is_due_and_never_missed():
    """H4-14."""
    review, intensive = DUTIES["hackney la-review"], (Spell("intensive-a", day("2026-04-01")),)
    assert stands(reckon(review, intensive, (), CALENDAR_2026_27, 2026, BEFORE))[0] == "autumn: due"
    assert {one.missed for one in reckon(review, intensive, (), CALENDAR_2026_27, 2026, AFTER)} == {0}


def test_weekly_visits_ask_for_nothing_until_they_are_switched_on():
    """T1-39."""
    weekly, in_4b = DUTIES["telford weekly"], (Spell("4b", day("2026-04-01")),)
    assert {one.asked for one in reckon(weekly, in_4b, (), CALENDAR_2026_27, 2026, AFTER)} == {0}
    on = weekly.model_copy(update={"off_until_switched_on": False})
    weeks = reckon(on, in_4b, (), CALENDAR_2026_27, 2026, AFTER)
    assert (len(weeks), {one.missed for one in weeks}) == (40, {1})


def test_the_category_is_reviewed_by_the_middle_of_the_year():
    """V3-04; that the middle is the end of spring 1 is ours."""
    [review] = reckon(DUTIES["wolverhampton category-review"], (), (), CALENDAR_2026_27, 2026, BEFORE)
    assert (review.stands, review.period.in_time_until) == (Stands.DUE, day("2027-02-12"))


def test_core_visits_are_due_in_spring_and_summer_at_maintained_schools_alone():
    """V3-21."""
    core = DUTIES["wolverhampton core"]
    assert stands(reckon(core, (), (), CALENDAR_2026_27, 2026, BEFORE)) == ["spring: due", "summer: due"]
    academy = reckon(core, (), (), CALENDAR_2026_27, 2026, BEFORE, is_academy=True)
    assert stands(academy) == ["spring: not due", "summer: not due"]


def test_a_meeting_in_the_holidays_counts_for_the_period_before_them():
    """Ours."""
    found = reckon(SIB_C, IN_C, held("2026-10-28"), CALENDAR_2026_27, 2026, AFTER)
    assert [one.held for one in found] == [1, 0, 0, 0, 0, 0]


# For any calendar, any history and any day.


@st.composite
def calendars(draw: st.DrawFn) -> SchoolCalendar:
    """The year 2026/27 with terms and half terms that lie a little otherwise."""
    terms = {}
    for (starts, name), term in CALENDAR_2026_27.terms.items():
        first = term.first_day + timedelta(days=draw(st.integers(0, 4)))
        last = term.last_day - timedelta(days=draw(st.integers(0, 4)))
        begins = term.half_term.first_day + timedelta(days=7 * draw(st.integers(-1, 1)))
        half_term = Stretch(begins, begins + timedelta(days=draw(st.sampled_from((4, 11)))))
        terms[starts, name] = Term(name, starts, first, last, half_term)
    return SchoolCalendar("Anywhere", terms)


days = st.dates(date(2026, 6, 1), date(2027, 10, 1))
happenings = st.lists(st.builds(Happening, days, st.sampled_from(Happened)), max_size=12)
duties = st.sampled_from(sorted(DUTIES)).map(DUTIES.__getitem__)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Duty, tuple[Spell, ...]]:
    """A duty, and spells of its council's categories that follow each other."""
    name = draw(st.sampled_from(sorted(DUTIES)))
    council = next(one for one in COUNCILS if one.key == name.split()[0])
    begins = sorted(draw(st.sets(days, max_size=4)))
    keys = [draw(st.sampled_from([one.key for one in council.categories])) for _ in begins]
    ends = [*(one - timedelta(days=1) for one in begins[1:]), None]
    return DUTIES[name], tuple(Spell(*one) for one in zip(keys, begins, ends, strict=False))


@given(duties, calendars())
def test_periods_cover_the_year_without_gap_or_overlap(duty: Duty, calendar: SchoolCalendar):
    whole = duty.model_copy(update={"terms": ("autumn", "spring", "summer")})
    periods = periods_of(whole, calendar, 2026)
    first_day, last_day = year_bounds(calendar, 2026)
    assert (periods[0].first_day, periods[-1].last_day) == (first_day, last_day)
    assert [one.last_day + timedelta(days=1) for one in periods[:-1]] == [one.first_day for one in periods[1:]]
    assert all(one.first_day <= one.in_time_until <= one.last_day for one in periods)


@given(histories(), happenings, calendars(), days, st.booleans())
def test_nothing_is_both_held_and_due(
    history: tuple[Duty, tuple[Spell, ...]],
    happened: list[Happening],
    calendar: SchoolCalendar,
    today: date,
    is_academy: bool,
):
    duty, spells = history
    for one in reckon(duty, spells, happened, calendar, 2026, today, is_academy=is_academy):
        assert min(one.asked, one.held, one.booked, one.rearranged, one.due, one.missed) >= 0
        assert not (one.due and one.missed)
        assert not ((one.due or one.missed) and one.held + one.booked >= one.asked)
        assert one.due + one.missed <= one.asked
        assert one.held == sum(each.what == Happened.HELD and each.on in one.period for each in happened)


@given(histories(), happenings, days, st.randoms())
def test_the_order_in_which_things_are_told_does_not_matter(
    history: tuple[Duty, tuple[Spell, ...]], happened: list[Happening], today: date, dice: object
):
    duty, spells = history
    shuffled = list(happened)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    told = reckon(duty, spells, happened, CALENDAR_2026_27, 2026, today)
    assert reckon(duty, spells, shuffled, CALENDAR_2026_27, 2026, today) == told


@given(histories(), happenings, days)
def test_one_more_that_was_held_never_makes_more_due(
    history: tuple[Duty, tuple[Spell, ...]], happened: list[Happening], today: date
):
    duty, spells = history
    if duty.dates == "meeting":
        return
    before = reckon(duty, spells, happened, CALENDAR_2026_27, 2026, today)
    for place, one in enumerate(before):
        more = [*happened, Happening(one.period.first_day, Happened.HELD)]
        after = reckon(duty, spells, more, CALENDAR_2026_27, 2026, today)
        assert after[place].due + after[place].missed <= one.due + one.missed
        assert (*after[:place], *after[place + 1 :]) == (*before[:place], *before[place + 1 :])


def test_a_period_says_whether_a_day_is_in_it():
    period = Period("autumn 1", day("2026-09-01"), day("2026-10-23"), day("2026-11-01"))
    assert [day(text) in period for text in ("2026-08-31", "2026-09-01", "2026-11-01", "2026-11-02")] == [
        False,
        True,
        True,
        False,
    ]
