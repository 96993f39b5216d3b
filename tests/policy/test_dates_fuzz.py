"""Strings put together from the words of dates: whatever comes, it is read or refused, and never on the wrong side.

`make fuzz` puts 100,000 strings to them, `make test` fewer. The seed is printed with a failure and can be set with
DATES_FUZZ_SEED; with DATES_FUZZ, the number of strings, it gives the same strings again.
"""

import os
import random
from datetime import UTC, date, datetime, timedelta

import pytest

from policy.dates import find_when, locate_length, parse_length, parse_period, parse_span, parse_when
from policy.refused import Refused
from policy.saying import LONDON, london_day
from policy.wording import words

TRIES = int(os.environ.get("DATES_FUZZ", "4000"))
PARTS = 4  # so that all the cores of a machine can help
SEED = int(os.environ.get("DATES_FUZZ_SEED", "20261109"))
WORDS = words("""
mon Tues weds thurs FRI sat Sunday jan Feb. march April may june july aug Sept oct nov december today tomorrow
yesterday 2moro tonight next last this coming the of in on at by before after until since from to and or a an
week weeks fortnight month months year day days working school half term terms end start mid first second third
3rd 1st 31st 29th 30 29 12 7 2 0 99 9999999 2026 2027 2028 1900 9pm 14:30 9.30 25:00 noon midnight half past
quarter to ten ish cop eod close play morning afternoon evening w/c w/e wk spring autumn summer 1 back christmas
easter holidays bank holiday ago time now just hour hours mins 2h 1h30 3-11 9-12 3/4 31/02 12/11/2026 2026-11-12
02/14/2027 Year 6 Hill Lane Park academic rest so far — – - , . : ; ' ’ “ ” ( ) @jane # / % é ½ \u200b \u00a0 T
Z +01:00 every other -1 two three twenty
""")
NOWS = [
    datetime(2026, 11, 9, 10, 15, tzinfo=LONDON),
    datetime(2027, 3, 27, 23, 59, tzinfo=LONDON),
    datetime(2027, 10, 30, 23, 59, tzinfo=LONDON),
    datetime(2028, 2, 29, 11, 30, tzinfo=LONDON),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=LONDON),
    datetime(2026, 10, 24, 12, 0, tzinfo=UTC),
    datetime(2027, 8, 15, 0, 0, tzinfo=UTC),
]


def a_phrase(chance):
    chosen = chance.choices(WORDS, k=chance.randint(1, 7))
    if chance.random() < 0.15:
        at = chance.randrange(len(chosen))
        letters = list(chosen[at])
        chance.shuffle(letters)
        chosen[at] = "".join(letters)
    return ("" if chance.random() < 0.05 else " ").join(chosen)


def day_of(when):
    return london_day(when) if isinstance(when, datetime) else when


def has_a_year(phrase):
    return any(sign in phrase for sign in ("20", "19", "/", "-", ".", "'", "’")) or any(
        word.isdigit() and len(word) == 2 for word in phrase.split()
    )


def keeps_to_its_side(when, now, context):
    return when >= now.replace(second=0, microsecond=0) if context == "future" else when <= now


def check(phrase, now, context):
    today = london_day(now)
    for read in (parse_when, find_when):
        try:
            when = read(phrase, now=now, context=context)
        except Refused:
            continue
        else:
            assert isinstance(when, date)
            assert abs(day_of(when) - today) < timedelta(days=5 * 366 + 2)
            if not has_a_year(phrase):
                assert day_of(when) >= today if context == "future" else day_of(when) <= today
                assert not isinstance(when, datetime) or keeps_to_its_side(when, now, context)
    for read in (parse_span, parse_period):
        try:
            first, last = read(phrase, now=now, context=context) if read is parse_span else read(phrase, now=now)
        except Refused:
            continue
        assert type(first) is type(last)
        assert first <= last
    for read in (parse_length, locate_length):
        try:
            read(phrase)
        except Refused:
            continue


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_typed_is_read_or_refused(part):
    chance = random.Random(SEED + part)
    for number in range(TRIES // PARTS):
        phrase, now, context = a_phrase(chance), chance.choice(NOWS), chance.choice(["past", "future"])
        try:
            check(phrase, now, context)
        except Exception as fault:
            raise AssertionError(f"seed {SEED + part}, try {number}: {phrase!r}, {context}, {now}") from fault
