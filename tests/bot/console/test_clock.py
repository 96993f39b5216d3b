from datetime import UTC, datetime, timedelta

from bot.console.clock import Clock
from tests.bot.console.a_backstage import TUESDAY, at


class RealTime:
    """Real time, as far as the test lets it pass."""

    def __init__(self) -> None:
        self.now = datetime(2026, 7, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_standing_clock_stands_until_it_is_moved():
    clock = Clock(TUESDAY)
    assert clock.now() == TUESDAY
    clock.go_on_from(at("2026-11-25 08:00"))
    assert clock.now() == at("2026-11-25 08:00")


def test_a_ticking_clock_goes_on_from_where_it_is_put():
    real = RealTime()
    clock = Clock(real_time=real)
    assert clock.now() == real.now
    clock.go_on_from(TUESDAY)
    real.now += timedelta(minutes=5)
    assert clock.now() == at("2026-11-24 09:05")


def test_a_ticking_clock_can_be_held():
    real = RealTime()
    clock = Clock(real_time=real)
    clock.stand_at(TUESDAY)
    real.now += timedelta(minutes=5)
    assert clock.now() == TUESDAY


def test_the_clock_speaks_utc():
    assert Clock(at("2026-07-01 09:00")).now().isoformat() == "2026-07-01T08:00:00+00:00"
    assert Clock().now().tzinfo is UTC


def test_a_clock_says_whether_it_stands():
    clock, held = Clock(real_time=RealTime()), Clock(TUESDAY)
    assert (clock.stands, held.stands) == (False, True)
    clock.stand_at(TUESDAY)
    assert clock.stands
    clock.go_on_from(TUESDAY)
    held.go_on_from(TUESDAY)
    assert (clock.stands, held.stands) == (False, True)
