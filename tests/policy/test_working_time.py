from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy.saying import LONDON
from policy.working_time import WorkingTime, late_from, note_due

USUAL = WorkingTime()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_weekends_and_bank_holidays_are_no_working_days():
    assert USUAL.is_working_day(date(2026, 12, 24))
    assert not USUAL.is_working_day(date(2026, 12, 25))
    assert not USUAL.is_working_day(date(2026, 12, 26))
    assert not USUAL.is_working_day(date(2026, 12, 28))
    assert USUAL.is_working_day(date(2026, 12, 29))


def test_working_days_over_christmas():
    assert USUAL.next_working_day(date(2026, 12, 24)) == date(2026, 12, 29)
    assert USUAL.previous_working_day(date(2026, 12, 29)) == date(2026, 12, 24)
    assert USUAL.add_working_days(date(2026, 12, 31), 3) == date(2027, 1, 6)
    assert USUAL.add_working_days(date(2027, 1, 6), -3) == date(2026, 12, 31)
    assert USUAL.add_working_days(date(2026, 12, 25), 0) == date(2026, 12, 25)


def test_the_office_is_open_from_opening_to_just_before_closing():
    assert not USUAL.is_open(at("2026-11-05 08:29"))
    assert USUAL.is_open(at("2026-11-05 08:30"))
    assert USUAL.is_open(at("2026-11-05 16:59"))
    assert not USUAL.is_open(at("2026-11-05 17:00"))
    assert not USUAL.is_open(at("2026-11-07 12:00"))


def test_a_team_may_work_other_hours():
    early = WorkingTime(time(7, 0), time(15, 0))
    assert early.is_open(at("2026-11-05 07:00"))
    assert early.closing(date(2026, 11, 5)) == at("2026-11-05 15:00")
    with pytest.raises(ValueError, match="open before"):
        WorkingTime(time(17, 0), time(9, 0))


@pytest.mark.parametrize(
    ("instant", "last", "following"),
    [
        ("2026-11-05 12:00", "2026-11-05 12:00", "2026-11-05 12:00"),
        ("2026-11-05 17:00", "2026-11-05 17:00", "2026-11-06 08:30"),
        ("2026-11-05 20:00", "2026-11-05 17:00", "2026-11-06 08:30"),
        ("2026-11-05 08:00", "2026-11-04 17:00", "2026-11-05 08:30"),
        ("2026-11-07 15:00", "2026-11-06 17:00", "2026-11-09 08:30"),
        ("2026-12-26 15:00", "2026-12-24 17:00", "2026-12-29 08:30"),
    ],
)
def test_the_working_moments_around_an_instant(instant, last, following):
    assert USUAL.last_working_moment(at(instant)) == at(last)
    assert USUAL.next_working_moment(at(instant)) == at(following)


@pytest.mark.parametrize(
    ("start", "end", "length"),
    [
        ("2026-11-05 15:00", "2026-11-05 16:30", timedelta(hours=1, minutes=30)),
        ("2026-11-05 15:00", "2026-11-06 10:00", timedelta(hours=3, minutes=30)),
        ("2026-11-06 15:00", "2026-11-09 10:00", timedelta(hours=3, minutes=30)),
        ("2026-11-07 09:00", "2026-11-08 20:00", timedelta(0)),
        ("2027-03-26 12:00", "2027-03-30 09:30", timedelta(hours=1)),
        ("2026-11-06 10:00", "2026-11-05 15:00", -timedelta(hours=3, minutes=30)),
    ],
)
def test_working_time_between_two_instants(start, end, length):
    assert USUAL.working_time_between(at(start), at(end)) == length


@pytest.mark.parametrize(
    ("deadline", "working", "last_call"),
    [
        ("2026-11-05 15:00", timedelta(hours=1), "2026-11-05 14:00"),
        ("2026-11-07 15:00", timedelta(hours=1), "2026-11-06 16:00"),
        ("2026-11-09 09:00", timedelta(hours=1), "2026-11-06 16:30"),
        ("2026-11-09 09:30", timedelta(hours=1), "2026-11-09 08:30"),
        ("2026-12-29 08:30", timedelta(hours=1), "2026-12-24 16:00"),
        ("2026-11-06 12:00", timedelta(hours=12), "2026-11-05 08:30"),
    ],
)
def test_the_last_call_lies_working_time_before_the_deadline(deadline, working, last_call):
    assert USUAL.back(at(deadline), working) == at(last_call)


def test_going_back_a_length_below_zero_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="below zero"):
        USUAL.back(at("2026-11-05 15:00"), -timedelta(hours=1))


def test_a_note_is_due_48_hours_after_the_visit():
    assert note_due(at("2026-11-05 15:00")) == at("2026-11-07 15:00")


def test_48_hours_are_elapsed_hours_when_the_clocks_change():
    assert note_due(at("2027-03-26 15:00")).isoformat() == "2027-03-28T16:00:00+01:00"
    assert note_due(at("2027-10-29 15:00")).isoformat() == "2027-10-31T14:00:00+00:00"
    for ended_at in (at("2027-03-27 01:30"), at("2027-10-30 01:30"), at("2027-10-30 00:59")):
        assert note_due(ended_at).astimezone(UTC) - ended_at.astimezone(UTC) == timedelta(hours=48)


@pytest.mark.parametrize(
    ("ended", "late"),
    [
        ("2026-11-03 15:00", "2026-11-05 15:00"),  # Tuesday to Thursday
        ("2026-11-05 15:00", "2026-11-09 15:00"),  # Thursday to Monday
        ("2026-11-06 15:00", "2026-11-10 15:00"),  # Friday to Tuesday
        ("2026-12-24 12:00", "2026-12-30 12:00"),  # over Christmas
        ("2027-03-25 15:00", "2027-03-31 15:00"),  # over Easter and the clock change
    ],
)
def test_a_note_is_late_when_48_hours_and_two_working_days_have_passed(ended, late):
    assert late_from(at(ended), 48, 2, USUAL) == at(late)


def test_where_the_team_wants_only_hours_they_alone_count():
    assert late_from(at("2026-11-06 15:00"), 48, 0, USUAL) == at("2026-11-08 15:00")


INSTANTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(INSTANTS)
def test_working_moments_lie_on_their_sides(instant):
    assert USUAL.last_working_moment(instant) <= instant <= USUAL.next_working_moment(instant)
    assert USUAL.is_open(USUAL.next_working_moment(instant))


@given(INSTANTS, st.integers(0, 60 * 40))
def test_going_back_leaves_exactly_that_much_working_time(instant, minutes):
    working = timedelta(minutes=minutes)
    start = USUAL.back(instant, working)
    assert USUAL.working_time_between(start, instant) == working


@given(INSTANTS)
def test_a_note_is_never_late_before_it_is_due(ended_at):
    assert late_from(ended_at, 48, 2, USUAL) >= note_due(ended_at)
