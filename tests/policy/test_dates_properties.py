"""What holds for every date, whatever is typed and whenever it is asked."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policy.dates import find_when, parse_length, parse_period, parse_span, parse_when
from policy.refused import Refused
from policy.saying import LONDON, london_day, say_day, say_moment

INSTANTS = st.datetimes(datetime(2025, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CONTEXTS = st.sampled_from(["past", "future"])


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


@given(INSTANTS, WITHOUT_YEAR, st.sampled_from(["May Park Primary {}", "A14 to Mrs June by {}", "{}, with Year 6"]))
def test_a_date_in_a_line_keeps_to_its_side_too(now, phrase, line):
    for context in ("future", "past"):
        try:
            when = find_when(line.format(phrase), now=now, context=context)
        except Refused:
            continue
        if isinstance(when, datetime):
            minute = now.replace(second=0, microsecond=0)
            assert when >= minute if context == "future" else when <= now
        else:
            assert when >= london_day(now) if context == "future" else when <= london_day(now)


TIMES = st.builds("{}{}".format, st.integers(1, 23), st.sampled_from(["", ".30", ":15", "am", "pm"]))
ENDS = st.one_of(TIMES, WITHOUT_YEAR, st.builds("{} {}".format, WITHOUT_YEAR, TIMES))
BETWEEN = st.sampled_from([" to ", "-", " - ", "–", " until ", " and "])


@given(
    INSTANTS, st.builds("{}{}{}{}".format, st.sampled_from(["", "Tues ", "yesterday "]), ENDS, BETWEEN, ENDS), CONTEXTS
)
def test_a_span_never_ends_before_it_starts(now, phrase, context):
    try:
        start, end = parse_span(phrase, now=now, context=context)
    except Refused:
        return
    assert type(start) is type(end)
    assert start <= end


@given(INSTANTS, st.builds("{}{}{}".format, WITHOUT_YEAR, BETWEEN, WITHOUT_YEAR))
def test_a_period_never_ends_before_it_starts(now, phrase):
    try:
        first, last = parse_period(phrase, now=now)
    except Refused:
        return
    assert first <= last


@given(st.integers(1, 23), st.integers(0, 59))
def test_a_length_is_what_it_says(hours, minutes):
    length = timedelta(hours=hours, minutes=minutes)
    for said in (f"{hours}h {minutes}m", f"{hours} hours {minutes} minutes", f"{hours}h{minutes:02}"):
        assert parse_length(said) == length


@settings(max_examples=50)
@given(st.text(max_size=60), INSTANTS, CONTEXTS)
def test_any_text_at_all_is_read_or_refused(text, now, context):
    for read in (parse_when, find_when, parse_span):
        try:
            read(text, now=now, context=context)
        except Refused:
            continue
