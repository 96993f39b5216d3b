"""What holds for every date, and what a reply can say about how it was read."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policy import last_step
from policy.asked import Asked
from policy.dates import (
    LONGEST_PHRASE,
    LocatedLength,
    find_when,
    locate_length,
    locate_span,
    locate_when,
    parse_length,
    parse_period,
    parse_span,
    parse_time,
    parse_when,
    read_period,
    read_span,
    read_when,
    warm,
)
from policy.reading import read_day
from policy.refused import Refused
from policy.saying import LONDON, london_day, say_day, say_moment
from policy.school_calendar import CALENDAR_2026_27, read_terms

MONDAY = datetime(2026, 11, 9, 10, 15, tzinfo=LONDON)
INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CONTEXTS = st.sampled_from(["past", "future"])


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def ahead(phrase, now):
    return parse_when(phrase, now=at(now), context="future")


# what holds for every date


@given(INSTANTS, st.integers(-1500, 1500), CONTEXTS)
def test_a_day_said_back_is_read_as_itself(now, days, context):
    day = london_day(now) + timedelta(days=days)
    for said in (say_day(day), f"{day:%d/%m/%Y}", f"{day:%d-%m-%Y}", f"{day:%d/%m/%y}", f"{day:%Y-%m-%d}"):
        assert parse_when(said, now=now, context=context) == day


@given(INSTANTS, st.integers(-1500 * 1440, 1500 * 1440), CONTEXTS)
def test_a_moment_said_back_is_read_as_itself(now, minutes, context):
    moment = (now + timedelta(minutes=minutes)).replace(second=0, microsecond=0).astimezone(LONDON)
    assume(moment.fold == 0)
    assert parse_when(say_moment(moment), now=now, context=context) == moment
    assert parse_when(moment.isoformat(), now=now, context=context) == moment


@given(INSTANTS, st.integers(1, 31), st.integers(1, 12), CONTEXTS)
def test_day_and_month_are_never_swapped(now, day, month, context):
    try:
        when = parse_when(f"{day}/{month}", now=now, context=context)
    except Refused:
        assert day > 28
    else:
        assert (when.day, when.month) == (day, month)


@given(INSTANTS, st.integers(13, 31), st.integers(1, 12))
def test_the_american_order_is_refused(now, day, month):
    with pytest.raises(Refused, match="the day comes first"):
        parse_when(f"{month:02}/{day}/{london_day(now).year}", now=now, context="future")


WITHOUT_YEAR = st.one_of(
    st.sampled_from(["Friday", "Mon", "today", "the 20th", "on Tuesday", "end of the month", "end of term", "half 2"]),
    st.sampled_from(["start of term", "after half term", "before half term", "first day back", "Good Friday", "4pm"]),
    st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(["Jan", "Feb", "June", "Dec"])),
    st.builds("{}/{}".format, st.integers(1, 28), st.integers(1, 12)),
    st.builds("{} {} {}".format, st.integers(1, 30), st.sampled_from(["days", "school days"]), st.just("ago")),
    st.builds("in {} {}".format, st.integers(1, 30), st.sampled_from(["weeks", "working days", "hours"])),
)


@given(INSTANTS, WITHOUT_YEAR)
def test_what_is_due_never_lies_in_the_past_and_what_was_never_in_the_future(now, phrase):
    for context in ("future", "past"):
        try:
            when = parse_when(phrase, now=now, context=context)
        except Refused:
            continue
        minute = now.replace(second=0, microsecond=0)
        if isinstance(when, datetime):
            assert when >= minute if context == "future" else when <= now
        else:
            assert when >= london_day(now) if context == "future" else when <= london_day(now)


@given(
    INSTANTS, st.integers(7, 20), st.integers(7, 20), st.sampled_from(["", "yesterday ", "Tues ", "3 Nov "]), CONTEXTS
)
def test_a_span_never_ends_before_it_starts(now, first, last, day, context):
    try:
        start, end = parse_span(f"{day}{first}-{last}", now=now, context=context)
    except Refused:
        return
    assert start < end


@given(st.integers(1, 23), st.integers(0, 59))
def test_a_length_is_what_it_says(hours, minutes):
    length = timedelta(hours=hours, minutes=minutes)
    for said in (f"{hours}h {minutes}m", f"{hours} hours {minutes} minutes", f"{hours}h{minutes:02}"):
        assert parse_length(said) == length


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


# lines with a date in them


def test_a_line_is_cut_into_its_date_and_the_rest():
    located = locate_when("yesterday 2pm core 2h: attendance", now=MONDAY, context="past")
    assert located.reading.value == at("2026-11-08 14:00")
    assert (located.reading.text, located.before, located.after) == ("yesterday 2pm", "", "core 2h")
    assert (located.rest, located.note) == ("core 2h", "attendance")


def test_a_date_in_the_middle_leaves_what_stands_on_both_sides():
    located = locate_when("core, by Friday week, with Edgar", now=MONDAY, context="future")
    assert (located.before, located.reading.text, located.after) == ("core", "by Friday week", "with Edgar")
    assert located.rest == "core with Edgar"


def test_a_time_that_stands_apart_from_its_day_belongs_to_it():
    located = locate_when("Friday core visit at 2pm", now=MONDAY, context="future")
    assert located.reading.value == at("2026-11-13 14:00")
    assert (located.reading.text, located.rest) == ("Friday at 2pm", "core visit")


def test_a_note_after_the_colon_may_speak_of_other_days():
    located = locate_when("yesterday core: see again on Friday, and 12 December", now=MONDAY, context="past")
    assert (located.reading.value, located.note) == (date(2026, 11, 8), "see again on Friday, and 12 December")


def test_where_nothing_stands_before_the_colon_the_date_may_stand_after_it():
    assert find_when("Due: Friday", now=MONDAY, context="future") == date(2026, 11, 13)


def test_a_long_sentence_is_read_too():
    sentence = "Moderate the writing of Year 2 with Edgar and bring the books to the next meeting, all of it by Friday"
    assert len(sentence) > LONGEST_PHRASE
    assert find_when(sentence, now=MONDAY, context="future") == date(2026, 11, 13)


def test_a_whole_page_is_refused_before_it_is_looked_at():
    with pytest.raises(Refused, match="longer than 1000 characters"):
        find_when("see you on Friday " * 100, now=MONDAY, context="future")


def test_a_length_is_cut_out_of_the_rest():
    assert locate_length("core 2h") == LocatedLength(timedelta(hours=2), "2h", "core", "")
    assert locate_length("call 1h 30, phone") == LocatedLength(timedelta(minutes=90), "1h 30", "call", "phone")
    assert locate_length("half a day with Edgar").rest == "with Edgar"
    assert locate_length("core") is None
    assert locate_length("core in 2 hours") is None
    assert locate_length("core 2 days ago") is None
    assert locate_length("core 2h 30 pupils").length == timedelta(hours=2)
    with pytest.raises(Refused, match="two lengths"):
        locate_length("core 2h, call 20m")


@pytest.mark.parametrize(
    ("phrase", "length"),
    [
        ("1½ hours", timedelta(minutes=90)),
        ("an hour and a half", timedelta(minutes=90)),
        ("2 and a half hours", timedelta(minutes=150)),
        ("three quarters of an hour", timedelta(minutes=45)),
        ("day and a half", timedelta(days=1.5)),
        ("1:30", timedelta(minutes=90)),
        ("2hr15min", timedelta(minutes=135)),
        ("half day", timedelta(hours=12)),
        ("2 days", timedelta(days=2)),
        ("2 full days", timedelta(days=2)),
        ("1d", timedelta(days=1)),
    ],
)
def test_other_ways_of_saying_a_length(phrase, length):
    assert parse_length(phrase) == length


@pytest.mark.parametrize(
    "phrase", ["", "90", "2-3 hours", "0 hours", "25 hours", "1 hour 75", "-2h", "soon", "9999 days", "Year 2"]
)
def test_what_is_no_length_is_refused(phrase):
    with pytest.raises(Refused):
        parse_length(phrase)


@pytest.mark.parametrize(
    ("line", "start", "end", "rest"),
    [
        ("yesterday 9-12 core with the head", "2026-11-08 09:00", "2026-11-08 12:00", "core with the head"),
        ("core yesterday 1.30 - 3.30", "2026-11-08 13:30", "2026-11-08 15:30", "core"),
        ("core from 2 to 4 on Thursday: attendance", "2026-11-05 14:00", "2026-11-05 16:00", "core"),
        ("call yesterday morning, phone", "2026-11-08 09:00", "2026-11-08 12:00", "call phone"),
    ],
)
def test_a_span_is_cut_out_of_a_line(line, start, end, rest):
    located = locate_span(line, now=MONDAY, context="past")
    assert (located.reading.start, located.reading.end, located.rest) == (at(start), at(end), rest)


@pytest.mark.parametrize(
    "line", ["core yesterday 2pm", "core yesterday", "3-11 federation", "core", "", "Year 6 and Year 5"]
)
def test_a_line_with_one_moment_has_no_span(line):
    assert locate_span(line, now=MONDAY, context="past") is None


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("7:45", time(7, 45)),
        ("at 7.45", time(7, 45)),
        ("half 8", time(8, 30)),
        ("4", time(16)),
        ("4pm", time(16)),
        ("1530", time(15, 30)),
        ("noon", time(12)),
        ("close of play", time(17)),
        ("quarter to 9", time(8, 45)),
    ],
)
def test_a_time_without_a_day(phrase, read):
    assert parse_time(phrase) == read


@pytest.mark.parametrize("phrase", ["", "midnight", "25:00", "Friday", "soon", "12am", "99", "9-12"])
def test_what_is_no_time_is_refused(phrase):
    with pytest.raises(Refused):
        parse_time(phrase)


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


@settings(max_examples=50)
@given(st.text(max_size=60), INSTANTS, CONTEXTS)
def test_any_text_at_all_is_read_or_refused(text, now, context):
    for read in (parse_when, find_when, parse_span):
        try:
            read(text, now=now, context=context)
        except Refused:
            continue
