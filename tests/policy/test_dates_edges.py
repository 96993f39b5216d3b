"""Clock changes, leap day, new year, and both sides of every edge of a term."""

from datetime import UTC, date, datetime

import pytest

from policy.dates import parse_when, read_when
from policy.refused import Refused
from policy.saying import LONDON
from policy.school_calendar import CALENDAR_2026_27, read_terms

MONDAY = datetime(2026, 11, 9, 10, 15, tzinfo=LONDON)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def ahead(phrase, now):
    return parse_when(phrase, now=at(now), context="future")


# clock changes, leap day, new year


@pytest.mark.parametrize("phrase", ["28 March 2027 01:30", "Sunday 1.30am", "tomorrow 01:00"])
def test_a_time_that_the_clocks_skip_is_refused(phrase):
    with pytest.raises(Refused, match="the clocks go forward"):
        ahead(phrase, "2027-03-27 12:00")


def test_a_time_that_comes_twice_is_the_first_one_and_the_reply_says_so():
    reading = read_when("31 October 2027 01:30", now=at("2027-10-30 12:00"), context="future")
    assert reading.value.isoformat() == "2027-10-31T01:30:00+01:00"
    assert reading.assumed == ("01:30 comes twice that night; the first one, in summer time, is meant",)


@pytest.mark.parametrize(
    ("now", "day"), [("2027-03-27 23:59", date(2027, 3, 28)), ("2027-03-28 23:59", date(2027, 3, 29))]
)
def test_tomorrow_just_before_midnight_when_the_clocks_go_forward(now, day):
    assert ahead("tomorrow", now) == day


@pytest.mark.parametrize(
    ("now", "day"), [("2027-10-30 23:59", date(2027, 10, 31)), ("2027-10-31 23:59", date(2027, 11, 1))]
)
def test_tomorrow_just_before_midnight_when_the_clocks_go_back(now, day):
    assert ahead("tomorrow", now) == day


def test_the_day_is_the_london_day_where_utc_is_still_yesterday():
    now = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)
    assert parse_when("today", now=now, context="future") == date(2027, 7, 2)


def test_hours_from_now_are_elapsed_hours():
    assert ahead("in 48 hours", "2027-03-27 12:00").isoformat() == "2027-03-29T13:00:00+01:00"
    assert ahead("in 48 hours", "2027-10-30 12:00").isoformat() == "2027-11-01T11:00:00+00:00"
    assert ahead("in 2 days", "2027-03-27 12:00") == date(2027, 3, 29)


def test_leap_day():
    assert ahead("29 Feb", "2028-02-28 12:00") == date(2028, 2, 29)
    assert ahead("tomorrow", "2028-02-28 12:00") == date(2028, 2, 29)
    assert ahead("end of the month", "2028-02-01 12:00") == date(2028, 2, 29)
    assert ahead("in a year", "2028-02-29 12:00") == date(2029, 2, 28)


def test_new_year():
    assert ahead("1 Jan", "2026-12-31 23:59") == date(2027, 1, 1)
    assert ahead("1 Jan", "2027-01-01 00:00") == date(2027, 1, 1)
    assert parse_when("31 Dec", now=at("2027-01-01 00:00"), context="past") == date(2026, 12, 31)
    assert ahead("Monday", "2026-12-31 12:00") == date(2027, 1, 4)


# both sides of every edge of a term


@pytest.mark.parametrize(
    ("now", "end_of_term"),
    [
        ("2026-08-31 12:00", date(2026, 12, 18)),
        ("2026-12-18 12:00", date(2026, 12, 18)),
        ("2026-12-19 12:00", date(2027, 3, 25)),
        ("2027-01-03 12:00", date(2027, 3, 25)),
        ("2027-03-25 12:00", date(2027, 3, 25)),
        ("2027-03-26 12:00", date(2027, 7, 20)),
        ("2027-07-20 12:00", date(2027, 7, 20)),
        ("2027-07-21 12:00", date(2027, 12, 17)),
    ],
)
def test_end_of_term_on_both_sides_of_every_term(now, end_of_term):
    assert ahead("end of term", now) == end_of_term


@pytest.mark.parametrize(
    ("now", "after"),
    [
        ("2026-10-23 12:00", date(2026, 11, 2)),
        ("2026-10-26 12:00", date(2026, 11, 2)),
        ("2026-11-01 12:00", date(2026, 11, 2)),
        ("2026-11-02 12:00", date(2027, 2, 22)),
        ("2027-02-21 12:00", date(2027, 2, 22)),
        ("2027-05-30 12:00", date(2027, 6, 7)),
    ],
)
def test_after_half_term_on_both_sides_of_every_half_term(now, after):
    assert ahead("after half term", now) == after


def test_before_half_term_is_refused_once_it_has_begun():
    assert ahead("before half term", "2026-10-23 12:00") == date(2026, 10, 23)
    with pytest.raises(Refused, match="has passed"):
        ahead("before half term", "2026-10-24 12:00")


def test_a_councils_own_terms_are_used():
    lines = [
        "area,academic_year,kind,first_day,last_day",
        "Kent,2026/27,autumn term,2026-09-01,2026-12-16",
        "Kent,2026/27,half term,2026-10-19,2026-10-30",
    ]
    kent = read_terms(lines)["Kent"]
    assert parse_when("before half term", now=at("2026-09-18 12:00"), context="future", calendar=kent) == date(
        2026, 10, 16
    )
    assert parse_when("end of term", now=MONDAY, context="future", calendar=kent) == date(2026, 12, 16)
    assert parse_when("end of term", now=MONDAY, context="future", calendar=CALENDAR_2026_27) == date(2026, 12, 18)
