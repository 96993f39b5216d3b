from datetime import date

import pytest

from policy.bank_holidays import easter_sunday, good_friday, is_bank_holiday
from policy.refused import Refused
from policy.school_calendar import CALENDAR_2026_27, SchoolCalendar, read_terms
from policy.school_year import Stretch

ENGLAND = CALENDAR_2026_27
HEADER = "area,academic_year,kind,first_day,last_day"
WALSALL = (
    "Walsall,2025/26,autumn term,2025-09-01,2025-12-19",
    "Walsall,2025/26,half term,2025-10-27,2025-10-31",
    "Walsall,2025/26,spring term,2026-01-05,2026-03-27",
    "Walsall,2025/26,half term,2026-02-16,2026-02-20",
    "Walsall,2025/26,summer term,2026-04-13,2026-07-20",
    "Walsall,2025/26,half term,2026-05-25,2026-05-29",
    "Walsall,2025/26,inset,2025-09-01,2025-09-01",
)


@pytest.mark.parametrize(
    ("day", "school_day"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 10, 23), True),
        (date(2026, 10, 26), False),
        (date(2026, 10, 30), False),
        (date(2026, 11, 2), True),
        (date(2026, 12, 18), True),
        (date(2026, 12, 21), False),
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
        (date(2027, 2, 12), True),
        (date(2027, 2, 15), False),
        (date(2027, 2, 22), True),
        (date(2027, 3, 25), True),
        (date(2027, 3, 26), False),
        (date(2027, 4, 12), True),
        (date(2027, 5, 3), False),  # the early May bank holiday lies inside the term
        (date(2027, 5, 28), True),
        (date(2027, 5, 31), False),
        (date(2027, 6, 7), True),
        (date(2027, 7, 20), True),
        (date(2027, 7, 21), False),
    ],
)
def test_school_days_on_both_sides_of_every_boundary(day, school_day):
    assert ENGLAND.is_school_day(day) is school_day


def test_weekends_in_a_block_are_no_holidays_but_those_around_half_term_are():
    assert not ENGLAND.in_holidays(date(2026, 11, 14))
    assert ENGLAND.in_holidays(date(2026, 10, 24))
    assert ENGLAND.in_holidays(date(2026, 11, 1))
    assert not ENGLAND.in_holidays(date(2026, 11, 2))


def test_counting_school_days_leaves_half_term_out():
    assert ENGLAND.add_school_days(date(2026, 10, 24), 3) == date(2026, 11, 4)
    assert ENGLAND.add_school_days(date(2027, 3, 18), 6) == date(2027, 4, 12)
    assert ENGLAND.add_school_days(date(2026, 11, 2), -1) == date(2026, 10, 23)
    assert ENGLAND.next_school_day(date(2026, 12, 18)) == date(2027, 1, 4)
    assert ENGLAND.previous_school_day(date(2027, 1, 4)) == date(2026, 12, 18)


def test_terms_and_blocks_of_a_day():
    assert ENGLAND.term_of(date(2026, 10, 28)).name == "autumn"
    assert ENGLAND.term_of(date(2026, 12, 19)) is None
    assert ENGLAND.block_of(date(2026, 10, 23)).name == "autumn 1"
    assert ENGLAND.block_of(date(2026, 10, 28)) is None
    assert ENGLAND.block_of(date(2027, 6, 7)).name == "summer 2"
    assert next(ENGLAND.terms_from(date(2026, 12, 19))).name == "spring"
    assert next(ENGLAND.terms_until(date(2026, 12, 19))).name == "autumn"
    assert next(ENGLAND.blocks_from(date(2026, 10, 24))).name == "autumn 2"


def test_the_summer_holidays_belong_to_the_year_that_ended():
    assert ENGLAND.academic_year(date(2027, 8, 31)).label == "2026/27"
    assert ENGLAND.academic_year(date(2027, 9, 1)).label == "2027/28"
    assert ENGLAND.academic_year(date(2026, 9, 1)).last_day == date(2027, 7, 20)


def test_the_easter_holidays_follow_the_spring_term():
    spring = ENGLAND.year(2026).term("spring")
    assert ENGLAND.holiday_after(spring) == Stretch(date(2027, 3, 26), date(2027, 4, 11))


def test_years_nobody_gave_are_assumed_and_say_so():
    assert ENGLAND.assumption(date(2026, 11, 9)) is None
    assert ENGLAND.assumption(date(2026, 12, 25)) is None
    assert ENGLAND.assumption(date(2029, 2, 5)) == "term dates of 2028/29 are assumed from the ordinary pattern"
    assert ENGLAND.year(2028).assumed


def test_the_summer_holidays_rest_on_the_terms_on_both_sides():
    assert ENGLAND.assumption(date(2027, 8, 20)) == "term dates of 2027/28 are assumed from the ordinary pattern"
    assert ENGLAND.assumption(date(2028, 8, 18)) == (
        "term dates of 2027/28 and 2028/29 are assumed from the ordinary pattern"
    )


def test_the_ordinary_pattern_gives_the_year_that_is_known():
    ordinary = SchoolCalendar("Nowhere").year(2026)
    known = ENGLAND.year(2026)
    assert [(t.first_day, t.last_day, t.half_term) for t in ordinary.terms] == [
        (t.first_day, t.last_day, t.half_term) for t in known.terms
    ]


@pytest.mark.parametrize("starts", range(2015, 2045))
def test_the_ordinary_pattern_is_a_school_year(starts):
    year = SchoolCalendar("Nowhere").year(starts)
    for term in year.terms:
        assert term.first_day.weekday() < 5
        assert not is_bank_holiday(term.first_day)
        assert not is_bank_holiday(term.last_day)
        for block in term.blocks:
            assert 20 < (block.last_day - block.first_day).days < 62
    spring, summer = year.terms[1:]
    assert not spring.first_day <= easter_sunday(starts + 1) <= spring.last_day
    assert spring.last_day < good_friday(starts + 1)
    assert 16 <= (summer.first_day - spring.last_day).days <= 19


def test_councils_stand_side_by_side():
    calendars = read_terms([HEADER, *WALSALL, "Hackney,2025/26,autumn term,2025-09-02,2025-12-18"])
    assert sorted(calendars) == ["Hackney", "Walsall"]
    assert calendars["Walsall"].year(2025).first_day == date(2025, 9, 1)
    assert calendars["Hackney"].year(2025).first_day == date(2025, 9, 2)


def test_what_a_council_did_not_give_is_assumed():
    calendars = read_terms([HEADER, *WALSALL, "Hackney,2025/26,autumn term,2025-09-02,2025-12-18"])
    assert not calendars["Walsall"].year(2025).assumed
    assert calendars["Walsall"].year(2026).assumed
    assert calendars["Hackney"].assumed(date(2025, 11, 10))  # its half term is not known


def test_inset_days_are_kept_and_still_count_as_school_days():
    walsall = read_terms([HEADER, *WALSALL])["Walsall"]
    assert walsall.is_inset(date(2025, 9, 1))
    assert walsall.is_school_day(date(2025, 9, 1))


def test_a_year_of_six_modules_is_three_terms():
    kent = read_terms(
        [
            HEADER,
            "Kent,2026/27,module 1,2026-09-01,2026-10-16",
            "Kent,2026/27,half term,2026-10-19,2026-10-30",
            "Kent,2026/27,module 2,2026-11-02,2026-12-18",
        ]
    )["Kent"]
    autumn = kent.year(2026).term("autumn")
    assert [block.last_day for block in autumn.blocks] == [date(2026, 10, 16), date(2026, 12, 18)]
    assert kent.add_school_days(date(2026, 10, 16), 1) == date(2026, 11, 2)


def test_other_columns_blank_lines_and_days_in_words_are_read():
    lines = [
        "\ufeffArea,scope,Academic_Year,kind,first_day,last_day,source",
        "Walsall,council,2025/26,Autumn  Term,Monday 1 September 2025,19/12/2025,a page",
        "",
        ",,,,,,",
    ]
    assert read_terms(lines)["Walsall"].year(2025).term("autumn").last_day == date(2025, 12, 19)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "Walsall,2025/26,autumn term,Wednesday 4 September 2025,2025-12-19",
            "Line 2: “Wednesday 4 September 2025” does not agree with the calendar: that day is "
            "Thursday 4 September 2025.",
        ),
        (
            "Walsall,2025/26,half term,26 May 2026,22 May 2026",
            "Line 2: it ends on Friday 22 May 2026, before it starts on Tuesday 26 May 2026.",
        ),
        (
            "Walsall,2025/26,inset,Monday 6 January 2025,Monday 6 January 2025",
            "Line 2: Monday 6 January 2025 is not in the school year 2025/26.",
        ),
        (
            "Walsall,2025/26,inset,5 January 2025,5 January 2025",
            "Line 2: Sunday 5 January 2025 is not in the school year 2025/26.",
        ),
        (
            "Walsall,2025/26,autumn term,2025-09-06,2025-12-19",
            "Line 2: Saturday 6 September 2025 is at a weekend. Write the first and last weekday.",
        ),
        (
            "Walsall,2025/26,autumn term,2025-09-31,2025-12-19",
            "Line 2: There is no 31 September. For example 12 November 2026.",
        ),
        (
            "Walsall,2025/27,autumn term,2025-09-01,2025-12-19",
            "Line 2: “2025/27” is not a school year. Write it like 2026/27.",
        ),
        (
            "Walsall,2025/26,half term,2025-10-27,2025-10-31",
            "Line 2: the half term from Monday 27 October 2025 to Friday 31 October 2025 does not lie inside a term "
            "of this file.",
        ),
    ],
)
def test_a_published_slip_is_named_with_its_line(line, says):
    with pytest.raises(Refused) as refused:
        read_terms([HEADER, line])
    assert str(refused.value) == says


def test_every_slip_is_named_at_once():
    with pytest.raises(Refused) as refused:
        read_terms([HEADER, "Walsall,2025/26,autumn term,,2025-12-19", "Walsall,2025/26,party,2025-12-19,2025-12-19"])
    assert [line[:7] for line in str(refused.value).splitlines()] == ["Line 2:", "Line 3:"]


def test_a_file_without_its_columns_or_lines_is_refused():
    with pytest.raises(Refused, match="the column academic_year is missing"):
        read_terms(["area,kind"])
    with pytest.raises(Refused, match="no term dates"):
        read_terms([HEADER])
    with pytest.raises(Refused, match="Line 1"):
        read_terms([])


def test_a_term_given_twice_and_terms_that_overlap_are_refused():
    with pytest.raises(Refused, match="on line 2 already"):
        read_terms([HEADER, WALSALL[0], WALSALL[0]])
    with pytest.raises(Refused, match="before the autumn term ends"):
        read_terms([HEADER, WALSALL[0], "Walsall,2025/26,spring term,2025-12-15,2026-03-27"])
