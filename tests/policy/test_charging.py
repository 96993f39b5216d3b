"""Time against the council's own table: what each line gives, what work charges, what is out of reach."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.charging import Alarm, LineStands, Work, say_amount, stands
from policy.framework import load_framework
from policy.school_calendar import CALENDAR_2026_27
from policy.spells import Spell
from policy.time_lines import Allocation

YEAR = CALENDAR_2026_27.academic_year(date(2026, 11, 25))
TODAY = date(2026, 11, 25)
HOUR = timedelta(hours=1)


def table_of(council: str) -> Allocation:
    allocation = load_framework(council).allocation
    assert allocation is not None
    return allocation


def lines_of(
    council: str,
    category: str | None,
    *works: Work,
    is_academy: bool = False,
    since: date = date(2026, 9, 1),
    still_due: dict[str, int] | None = None,
) -> dict[str, LineStands]:
    """Each line for a school that is in a category since a day."""
    spells = (Spell(category, since),) if category else ()
    found = stands(table_of(council), YEAR, spells, works, still_due or {}, is_academy=is_academy, today=TODAY)
    return {one.line.key: one for one in found}


def granted(council: str, category: str | None, **more: object) -> Decimal:
    return sum((one.granted for one in lines_of(council, category, **more).values()), Decimal(0))  # type: ignore[arg-type]


@pytest.mark.parametrize(("category", "days"), [("a", "5"), ("b1", "9.5"), ("b2", "16.5"), ("c", "18.5")])
def test_wolverhamptons_columns_come_to_what_is_printed(category: str, days: str):
    """V3-20."""
    assert granted("wolverhampton", category) == Decimal(days)


@pytest.mark.parametrize(
    ("category", "is_academy", "days"),
    [
        (None, False, "4"),
        ("a", False, "4"),
        ("b", False, "7"),
        ("c", False, "10"),
        ("d", False, "10"),
        ("d", True, "2"),
    ],
)
def test_walsalls_days_are_up_to_so_many(category: str | None, is_academy: bool, days: str):
    """W2-06: 4, and 3 or 6 in addition; an academy has the core offer alone."""
    assert granted("walsall", category, is_academy=is_academy) == Decimal(days)


def test_walsalls_core_offer_is_a_range():
    """W2-06: 3-4 days a year."""
    core = lines_of("walsall", "a")["core"]
    assert (core.least, core.granted, core.line.bound) == (Decimal(3), Decimal(4), "ceiling")


@pytest.mark.parametrize(
    ("category", "hours"), [("core", "0"), ("focused", "14"), ("enhanced", "42"), ("intensive-a", "42")]
)
def test_hackneys_hours(category: str, hours: str):
    """H4-11, H4-13, H4-14, H4-15: 14 a year, or 14 a term and so 42."""
    assert granted("hackney", category) == Decimal(hours)


def test_a_term_before_the_category_began_gives_nothing():
    """H4-13, "14 hours a term"."""
    assert granted("hackney", "enhanced", since=date(2027, 1, 5)) == Decimal(28)


def test_a_core_visit_is_a_day_whatever_it_lasted():
    """V3-20, V3-21."""
    visit = Work(date(2027, 2, 3), 2 * HOUR, is_done=True, visit_kind="core")
    assert lines_of("wolverhampton", "c", visit)["core"].spent == Decimal(1)


def test_a_board_is_half_a_day_and_what_is_booked_stands_apart():
    """V3-20."""
    held = Work(date(2026, 11, 24), 2 * HOUR, is_done=True, meeting_kind="sib")
    booked = Work(date(2027, 2, 9), 2 * HOUR, is_done=False, meeting_kind="sib")
    board = lines_of("wolverhampton", "c", held, booked, still_due={"sib": 3})["sib"]
    assert (board.spent, board.booked, board.still_due, board.forecast) == (
        Decimal("0.5"),
        Decimal("0.5"),
        Decimal("1.5"),
        Decimal("2.5"),
    )


def test_support_in_walsall_charges_its_own_length_of_seven_hour_days():
    """W2-06; ours: the seven hours."""
    visit = Work(date(2026, 11, 3), timedelta(hours=3, minutes=30), is_done=True, visit_kind="support")
    assert lines_of("walsall", "c", visit)["band"].spent == Decimal("0.5")


def test_hackneys_support_is_charged_to_the_line_of_the_schools_level():
    """H4-11, H4-13."""
    visit = Work(date(2026, 11, 3), 2 * HOUR, is_done=True, visit_kind="support")
    assert [key for key, line in lines_of("hackney", "focused", visit).items() if line.spent] == ["focused"]
    assert [key for key, line in lines_of("hackney", "enhanced", visit).items() if line.spent] == ["enhanced"]


def test_work_that_no_line_is_for_charges_nothing():
    visit = Work(date(2026, 11, 3), 2 * HOUR, is_done=True, visit_kind="monitoring")
    assert lines_of("wolverhampton", "a", visit)["core"].spent == 0
    assert "monitoring" not in lines_of("wolverhampton", "a", visit)


def test_a_floor_of_fixed_work_is_out_of_reach_once_too_little_of_it_is_due():
    """V3-22: six days of monitoring, of which one half term was missed; N12."""
    monitoring = lines_of("wolverhampton", "c", still_due={"monitoring": 5})["monitoring"]
    assert monitoring.alarm(150) is Alarm.OUT_OF_REACH
    assert lines_of("wolverhampton", "c", still_due={"monitoring": 6})["monitoring"].alarm(150) is None


def test_a_floor_of_free_work_is_out_of_reach_once_too_few_days_are_left():
    """V3-20; N12."""
    directed = lines_of("wolverhampton", "c")["directed"]
    assert (directed.alarm(2), directed.alarm(1)) == (None, Alarm.OUT_OF_REACH)


@pytest.mark.parametrize(
    ("hours", "alarm"), [(33, None), (34, Alarm.NEARLY_USED), (42, Alarm.NEARLY_USED), (43, Alarm.EXCEEDED)]
)
def test_a_ceiling_is_nearly_used_from_four_fifths_on(hours: int, alarm: Alarm | None):
    """W2-06: up to six days of seven hours; N12."""
    support = Work(date(2026, 11, 3), hours * HOUR, is_done=True, visit_kind="support")
    assert lines_of("walsall", "c", support)["band"].alarm(100) is alarm


@pytest.mark.parametrize(
    ("amount", "unit", "said"), [("1", "days", "1 day"), ("0.50", "days", "0.5 days"), ("40", "hours", "40 hours")]
)
def test_amounts_in_words(amount: str, unit: str, said: str):
    assert say_amount(Decimal(amount), unit) == said


KINDS = ("core", "monitoring", "health-check", "ofsted", "call")
works = st.builds(
    Work,
    st.dates(date(2026, 9, 1), date(2027, 7, 31)),
    st.timedeltas(timedelta(minutes=1), timedelta(hours=60)),
    st.booleans(),
    visit_kind=st.sampled_from(KINDS),
)


@given(st.sampled_from(["a", "b1", "b2", "c"]), st.lists(works, max_size=12))
def test_no_work_is_charged_twice_and_none_below_nothing(category: str, done: list[Work]):
    alone = sum(
        (line.spent + line.booked for work in done for line in lines_of("wolverhampton", category, work).values()),
        Decimal(0),
    )
    together = lines_of("wolverhampton", category, *done).values()
    assert sum((line.spent + line.booked for line in together), Decimal(0)) == alone
    assert min((line.forecast for line in together), default=Decimal(0)) >= 0


def test_time_that_is_logged_charges_its_own_length_on_a_line_of_fixed_work_too():
    logged = Work(date(2026, 11, 3), timedelta(hours=3, minutes=30), is_done=True, line="core")
    assert lines_of("wolverhampton", "c", logged)["core"].spent == Decimal("0.5")


@pytest.mark.parametrize(
    ("category", "days", "alarm"),
    [
        ("c", "4.79", None),
        ("c", "4.8", Alarm.NEARLY_USED),
        ("c", "6", Alarm.NEARLY_USED),
        ("c", "6.01", Alarm.EXCEEDED),
        ("a", "1", None),
    ],
)
def test_where_a_ceiling_begins_to_tell(category: str, days: str, alarm: Alarm | None):
    """W2-06: six days in Band C, and none in Band A, where there is no ceiling to reach."""
    logged = Work(date(2026, 11, 3), timedelta(hours=float(days) * 7), is_done=True, line="band")
    assert lines_of("walsall", category, logged)["band"].alarm(100) is alarm
