from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.console.clock_words import moment_given, moment_meant
from policy.refused import Refused
from tests.bot.console.a_backstage import TUESDAY, at


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("+1d", "2026-11-25 09:00"),
        ("+1d 8h", "2026-11-25 17:00"),
        ("+1D8H", "2026-11-25 17:00"),
        ("+90m", "2026-11-24 10:30"),
        ("+ 2w", "2026-12-08 09:00"),
        ("+1 day 2 hours 5 mins", "2026-11-25 11:05"),
        ("-1d", "2026-11-23 09:00"),
        ("–1d", "2026-11-23 09:00"),
        ("2026-11-26 08:00", "2026-11-26 08:00"),
        ("2026-11-26T08:00", "2026-11-26 08:00"),
        ("2026–11–26 8.00", "2026-11-26 08:00"),
        ("08:30", "2026-11-24 08:30"),
        ("tomorrow 9:00", "2026-11-25 09:00"),
        ("Tomorrow at 9:00", "2026-11-25 09:00"),
        ("today 17:00", "2026-11-24 17:00"),
    ],
)
def test_a_time_is_read_as_people_write_it(words: str, moment: str):
    assert moment_meant(words, TUESDAY) == at(moment)


def test_days_keep_the_wall_time_when_the_clocks_change_and_hours_elapse():
    saturday = at("2027-03-27 09:00")
    assert moment_meant("+1d", saturday) == at("2027-03-28 09:00")
    assert moment_meant("+24h", saturday) == at("2027-03-28 10:00")


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    assert moment_meant("2026-10-25 01:30", TUESDAY) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


EXAMPLES = "Try: clock +1d 8h, clock 2026-11-26 08:00, clock 08:30 or clock tomorrow 9:00."


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("soon", f"I cannot read “soon” as a time. {EXAMPLES}"),
        ("+", f"I cannot read “+” as a time. {EXAMPLES}"),
        ("tomorrow", f"I cannot read “tomorrow” as a time. {EXAMPLES}"),
        ("1" * 50, f"I cannot read “{'1' * 40}...” as a time. {EXAMPLES}"),
        ("2026-02-31 09:00", f"There is no such day as 2026-02-31. {EXAMPLES}"),
        ("25:00", f"There is no such time as in “25:00”: it goes from 00:00 to 23:59. {EXAMPLES}"),
        ("+3000d", "That is more than two years away. Go in smaller steps, such as: clock +52w."),
        ("2036-11-24 09:00", "That is more than two years away. Go in smaller steps, such as: clock +52w."),
        ("9999-12-31 23:59", "That is more than two years away. Go in smaller steps, such as: clock +52w."),
        (
            "2027-03-28 01:30",
            "There is no 01:30 on Sunday 28 March 2027: the clocks go forward that night. Try: clock 2027-03-28 09:00.",
        ),
    ],
)
def test_nonsense_is_refused_with_an_example(words: str, sentence: str):
    with pytest.raises(Refused) as refused:
        moment_meant(words, TUESDAY)
    assert str(refused.value) == sentence


NEARLY = st.from_regex(r"\A[+-]? ?[0-9]{0,7} ?[wdhmT:. -]{0,3}[0-9]{0,4}[-:. dhm]{0,2}[0-9]{0,4}[- T]?[0-9:]{0,5}\Z")
NOW = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(words=st.one_of(st.text(), NEARLY), now=NOW)
def test_anything_else_is_a_moment_within_two_years_or_refused(words: str, now: datetime):
    with suppress(Refused):
        moment = moment_meant(words, now)
        assert moment.tzinfo is UTC
        assert abs(moment - now) <= timedelta(days=731)


@given(words=st.one_of(st.text(), NEARLY))
def test_a_given_moment_is_a_moment_or_refused(words: str):
    with suppress(Refused):
        assert moment_given(words).tzinfo is UTC


def test_the_start_can_be_given_as_a_full_day_and_time():
    assert moment_given("2026-11-25T09:00") == at("2026-11-25 09:00")
    with pytest.raises(Refused, match="such as 2026-11-25T09:00, not “9:00”"):
        moment_given("9:00")
    with pytest.raises(Refused, match="of this century"):
        moment_given("1926-11-25T09:00")
