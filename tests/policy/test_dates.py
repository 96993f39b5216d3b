"""What a reply can say about how a date was read, and the last step, dateparser."""

from datetime import date, datetime

import pytest

from policy import last_step
from policy.asked import Asked
from policy.dates import find_when, parse_period, parse_span, parse_when, read_period, read_span, read_when, warm
from policy.reading import read_day
from policy.refused import Refused
from policy.saying import LONDON
from policy.school_calendar import CALENDAR_2026_27

MONDAY = datetime(2026, 11, 9, 10, 15, tzinfo=LONDON)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


# what the reply says


def test_a_reply_says_what_was_assumed():
    reading = read_when("Friday 4 Dec cop", now=MONDAY, context="future")
    assert reading.said() == "Friday 4 December 2026, 17:00 (close of play is 17:00)"


def test_a_reply_says_that_term_dates_are_assumed():
    reading = read_when("end of term", now=at("2029-02-05 12:00"), context="future")
    assert reading.assumed == ("term dates of 2028/29 are assumed from the ordinary pattern",)
    assert read_when("end of term", now=MONDAY, context="future").assumed == ()
    assert read_when("in 3 school days", now=at("2029-02-05 12:00"), context="future").assumed == reading.assumed
    period = read_period("2027/28", now=MONDAY)
    assert period.assumed == ("term dates of 2027/28 are assumed from the ordinary pattern",)


def test_a_part_of_a_day_is_no_time_and_the_reply_says_so():
    reading = read_when("tomorrow first thing", now=MONDAY, context="future")
    assert reading.value == date(2026, 11, 10)
    assert reading.assumed == ("“first thing” has no time, so the whole day counts",)


def test_a_span_says_the_hours_of_a_morning():
    span = read_span("yesterday morning", now=MONDAY)
    assert span.said() == "Sunday 8 November 2026, 09:00 to Sunday 8 November 2026, 12:00 (morning is 09:00 to 12:00)"


def test_a_period_is_said_in_full():
    assert read_period("this half term", now=MONDAY).said() == "Monday 2 November 2026 to Friday 18 December 2026"
    assert read_period("today", now=MONDAY).said() == "Monday 9 November 2026"


@pytest.mark.parametrize(
    "phrase", ["Blursday", "31 Feb", "Friday 12 November", "next week", "02/14/2027", "25:00", "half term", ""]
)
def test_a_refusal_gives_an_example_that_works(phrase):
    with pytest.raises(Refused, match=r"example|[Ss]ay"):
        parse_when(phrase, now=MONDAY, context="future")


def test_now_must_know_its_zone():
    naive = datetime(2026, 11, 9, 10, 15)  # noqa: DTZ001
    for ask in (
        lambda: parse_when("Friday", now=naive, context="future"),
        lambda: find_when("by Friday", now=naive, context="future"),
        lambda: parse_span("9-12", now=naive),
        lambda: parse_period("this term", now=naive),
    ):
        with pytest.raises(ValueError, match="time zone"):
            ask()


# the last step


def test_no_phrase_longer_than_a_date_reaches_dateparser():
    asked = Asked(MONDAY, "future", CALENDAR_2026_27, read_day)
    with pytest.raises(AssertionError):
        last_step.read_with_dateparser(asked, "12 november " + "on " * 30)
    with pytest.raises(Refused, match="too long"):
        parse_when("12 november " + "at " * 30, now=MONDAY, context="future")


def test_dateparser_reads_what_the_forms_do_not_know():
    warm()
    asked = Asked(MONDAY, "past", CALENDAR_2026_27, read_day)
    assert last_step.read_with_dateparser(asked, "1 week 2 day ago") == date(2026, 10, 31)


@pytest.mark.parametrize(
    "text", ["may", "no", "year 6", "65%", "12", "yesterday 4", "friday 12 november", "12 november march"]
)
def test_dateparser_is_not_believed_where_it_guesses(text):
    asked = Asked(MONDAY, "future", CALENDAR_2026_27, read_day)
    assert last_step.read_with_dateparser(asked, text) is None
