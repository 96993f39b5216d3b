from datetime import UTC, date, datetime, time, timedelta

import pytest

from policy.saying import LONDON, london_day, say_day, say_length, say_moment, say_time, say_visit_length, say_when


def test_a_day_is_said_with_its_weekday_and_year():
    assert say_day(date(2026, 12, 4)) == "Friday 4 December 2026"


def test_a_moment_is_said_in_london_time_whatever_zone_it_comes_in():
    assert say_moment(datetime(2026, 12, 4, 17, 0, tzinfo=UTC)) == "Friday 4 December 2026, 17:00"
    assert say_moment(datetime(2027, 7, 2, 23, 30, tzinfo=UTC)) == "Saturday 3 July 2027, 00:30"


def test_just_before_midnight_in_utc_it_is_tomorrow_in_london_in_summer():
    assert london_day(datetime(2027, 7, 2, 23, 30, tzinfo=UTC)) == date(2027, 7, 3)
    assert say_day(datetime(2027, 7, 2, 23, 30, tzinfo=UTC)) == "Saturday 3 July 2027"


def test_a_moment_without_a_zone_is_a_fault_of_ours():
    with pytest.raises(ValueError, match="time zone"):
        say_moment(datetime(2026, 12, 4, 17, 0))  # noqa: DTZ001


def test_times_are_said_on_the_24_hour_clock():
    assert say_time(time(9, 5)) == "09:05"
    assert say_time(datetime(2026, 12, 4, 17, 0, tzinfo=LONDON)) == "17:00"


def test_a_day_or_a_moment_is_said_as_what_it_is():
    assert say_when(date(2026, 12, 4)) == "Friday 4 December 2026"
    assert say_when(datetime(2026, 12, 4, 9, 0, tzinfo=LONDON)) == "Friday 4 December 2026, 09:00"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=2, minutes=15), "2 hours 15 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(days=1, hours=3), "1 day 3 hours"),
        (timedelta(0), "0 minutes"),
        (timedelta(seconds=20), "0 minutes"),
        (-timedelta(minutes=90), "1 hour 30 minutes"),
    ],
)
def test_a_length_is_said_to_the_minute(length, said):
    assert say_length(length) == said


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=12), "half a day"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=1.5), "1 and a half days"),
        (timedelta(days=2), "2 days"),
        (timedelta(minutes=90), "1 hour 30 minutes"),
        (timedelta(0), "0 minutes"),
    ],
)
def test_the_length_of_a_visit_keeps_its_days_and_half_days(length, said):
    assert say_visit_length(length) == said
