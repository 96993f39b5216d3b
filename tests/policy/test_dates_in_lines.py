"""Dates, lengths and spans in lines, and the times and lengths of a field."""

from datetime import date, datetime, time, timedelta

import pytest

from policy.dates import (
    LONGEST_PHRASE,
    LocatedLength,
    find_when,
    locate_length,
    locate_span,
    locate_when,
    parse_length,
    parse_time,
)
from policy.refused import Refused
from policy.saying import LONDON

MONDAY = datetime(2026, 11, 9, 10, 15, tzinfo=LONDON)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


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
