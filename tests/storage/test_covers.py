"""Who receives the reminders of somebody who is away."""

from datetime import UTC, date, datetime

import pytest

from storage.covers import Cover, closes_a_circle, deputy_of
from storage.people import Person

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
A, B, C = (Person(id=number, team_id=1, name=name, added_at=NOW) for number, name in enumerate("ABC", start=1))
OLD_HALL, BLACKWOOD = 11, 12


def away(person: Person, deputy: Person, school_id: int | None = None, **more: object) -> Cover:
    usual = {"from_on": date(2026, 12, 1), "until_on": date(2026, 12, 12), "ended_at": None}
    return Cover(
        person_id=person.id, person=person, deputy_id=deputy.id, deputy=deputy, school_id=school_id, **(usual | more)
    )


def test_nobody_stands_in_for_somebody_who_is_there():
    assert deputy_of([away(A, B)], C.id, OLD_HALL) is None


def test_a_deputy_for_one_school_goes_before_the_general_one():
    covers = [away(A, C, OLD_HALL), away(A, B)]
    assert deputy_of(covers, A.id, OLD_HALL) is C
    assert deputy_of(covers, A.id, BLACKWOOD) is B
    assert deputy_of(covers, A.id, None) is B


def test_a_cover_for_another_school_alone_is_none():
    assert deputy_of([away(A, B, BLACKWOOD)], A.id, OLD_HALL) is None


def test_the_newest_of_two_counts():
    assert deputy_of([away(A, B), away(A, C)], A.id, None) is C


def test_a_deputy_who_is_away_too_hands_on():
    assert deputy_of([away(A, B), away(B, C)], A.id, OLD_HALL) is C


def test_a_deputy_who_is_away_from_another_school_only_does_not_hand_on():
    assert deputy_of([away(A, B), away(B, C, BLACKWOOD)], A.id, OLD_HALL) is B


def test_a_deputy_who_has_left_is_passed_over():
    gone = Person(id=9, team_id=1, name="Gone", added_at=NOW, left_at=NOW)
    assert deputy_of([away(A, B), away(A, gone)], A.id, None) is B


def test_a_circle_ends_with_the_last_person_before_it_closes():
    assert deputy_of([away(A, B), away(B, C), away(C, A)], A.id, None) is C


@pytest.mark.parametrize(
    ("person", "deputy", "school_id", "closes"),
    [
        (B, A, None, True),
        (C, A, None, True),
        (B, A, OLD_HALL, True),
        (A, C, None, False),
        (C, B, None, True),
    ],
)
def test_a_circle_is_seen_before_it_is_stored(person: Person, deputy: Person, school_id: int | None, closes: bool):
    assert closes_a_circle([away(A, B), away(B, C)], person.id, deputy.id, school_id) is closes


def test_covers_for_two_different_schools_make_no_circle():
    assert not closes_a_circle([away(A, B, OLD_HALL)], B.id, A.id, BLACKWOOD)


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        (date(2026, 12, 12), None, True),
        (date(2026, 12, 13), None, False),
        (date(2026, 11, 1), date(2026, 11, 30), False),
        (date(2026, 11, 1), date(2026, 12, 1), True),
    ],
)
def test_days_meet_when_they_have_one_in_common(first: date, last: date | None, meets: bool):
    assert away(A, B).meets(first, last) is meets


def test_a_cover_holds_on_its_first_and_its_last_day_and_never_once_it_is_ended():
    cover = away(A, B)
    days = [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 12), date(2026, 12, 13)]
    assert [cover.holds_on(day) for day in days] == [False, True, True, False]
    assert not away(A, B, ended_at=NOW).holds_on(date(2026, 12, 1))
