"""One process at a time, and never for ever."""

from __future__ import annotations

from datetime import timedelta

from storage.database import Database
from storage.failed_arrivals import count_failure, given_up
from storage.leases import let_go, take_lease
from tests.people_and_schools import london

NOW = london("2026-11-25 09:00")
MINUTE = timedelta(minutes=1)


def take(database: Database, owner: str, after: timedelta = timedelta()) -> bool:
    with database.change() as session:
        return take_lease(session, "polling", owner, NOW + after, MINUTE)


def test_the_first_has_it_and_renews_it(database: Database):
    assert [take(database, "a"), take(database, "b"), take(database, "a", MINUTE / 2)] == [True, False, True]
    assert take(database, "b", MINUTE) is False


def test_a_frozen_process_loses_it(database: Database):
    assert take(database, "a")
    assert take(database, "b", MINUTE)
    assert not take(database, "a", MINUTE * 1.5)


def test_it_is_let_go_by_its_owner_alone(database: Database):
    assert take(database, "a")
    for owner, then in (("b", False), ("a", True)):
        with database.change() as session:
            let_go(session, "polling", owner)
        assert take(database, "b") is then


def test_a_lease_of_a_clock_that_was_wrong_holds_nobody_up(database: Database):
    assert take(database, "a", timedelta(days=3))
    assert take(database, "b")


def test_an_arrival_is_given_up_at_its_third_failure(database: Database):
    with database.change() as session:
        assert [count_failure(session, "telegram", "1", f"ref-{n}", NOW) for n in range(3)] == [False, False, True]
        assert count_failure(session, "telegram", "2", "other", NOW) is False
        assert [(one.key, one.tries, one.reference) for one in given_up(session, "telegram")] == [("1", 3, "ref-2")]
