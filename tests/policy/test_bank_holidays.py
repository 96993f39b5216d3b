from datetime import date

import pytest

from policy.bank_holidays import (
    bank_holiday_name,
    bank_holidays,
    easter_sunday,
    is_bank_holiday,
    next_bank_holiday,
    previous_bank_holiday,
)


def test_the_bank_holidays_of_england_in_2027():
    assert list(bank_holidays(2027)) == [
        date(2027, 1, 1),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 5, 3),
        date(2027, 5, 31),
        date(2027, 8, 30),
        date(2027, 12, 27),
        date(2027, 12, 28),
    ]


def test_a_substitute_day_stands_for_boxing_day_at_a_weekend():
    assert bank_holiday_name(date(2026, 12, 28)) == "Boxing Day"
    assert bank_holiday_name(date(2026, 12, 26)) is None


@pytest.mark.parametrize("day", [date(2020, 5, 8), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)])
def test_days_given_once_are_known(day):
    assert is_bank_holiday(day)


def test_beyond_the_list_the_days_are_reckoned_and_only_weekdays_count():
    assert list(bank_holidays(2032)) == [
        date(2032, 1, 1),
        date(2032, 3, 26),
        date(2032, 3, 29),
        date(2032, 5, 3),
        date(2032, 5, 31),
        date(2032, 8, 30),
        date(2032, 12, 27),
        date(2032, 12, 28),
    ]


def test_list_and_reckoning_meet_without_a_gap():
    assert next_bank_holiday(date(2028, 12, 26)) == date(2029, 1, 1)
    assert previous_bank_holiday(date(2029, 1, 1)) == date(2028, 12, 26)
    assert previous_bank_holiday(date(2018, 1, 1)) == date(2017, 12, 26)


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2026, date(2026, 4, 5)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))],
)
def test_easter_sunday(year, day):
    assert easter_sunday(year) == day
