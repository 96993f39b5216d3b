from datetime import UTC, datetime, timedelta

import pytest

from bot.console.clock import Clock
from bot.console.travel import STOPS_AT_MOST, travel
from tests.bot.console.a_backstage import TUESDAY, RememberingBackstage, at


def watched() -> bool:
    return True


async def test_the_clock_stops_where_something_is_due_and_ticks_at_the_end():
    backstage, clock = RememberingBackstage(), Clock(TUESDAY)
    backstage.due = [(at("2026-11-25 09:00"), "Amina Khan|A note"), (at("2026-11-26 09:00"), "Amina Khan|A note")]
    await travel(backstage, clock, at("2026-11-26 12:00"), watched)
    assert backstage.ticks == [at("2026-11-25 09:00"), at("2026-11-26 09:00"), at("2026-11-26 12:00")]
    assert clock.now() == at("2026-11-26 12:00")


async def test_what_is_due_at_the_very_end_is_one_tick():
    backstage, clock = RememberingBackstage(), Clock(TUESDAY)
    backstage.due = [(at("2026-11-25 09:00"), "Amina Khan|A note")]
    await travel(backstage, clock, at("2026-11-25 09:00"), watched)
    assert backstage.ticks == [at("2026-11-25 09:00")]


@pytest.mark.parametrize("stuck_at", [TUESDAY, TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=9)])
async def test_a_next_moment_that_does_not_advance_or_goes_too_far_ends_the_stops(stuck_at: datetime):
    class Stuck(RememberingBackstage):
        async def next_moment(self, after: datetime, until: datetime) -> datetime:
            return stuck_at

    backstage, clock = Stuck(), Clock(TUESDAY)
    await travel(backstage, clock, at("2026-11-25 09:00"), watched)
    assert backstage.ticks == [at("2026-11-25 09:00")]


async def test_stops_without_end_come_to_an_end():
    class Creeping(RememberingBackstage):
        async def next_moment(self, after: datetime, until: datetime) -> datetime:
            return after + timedelta(microseconds=1)

    backstage, clock = Creeping(), Clock(TUESDAY)
    await travel(backstage, clock, at("2026-11-25 09:00"), watched)
    assert len(backstage.ticks) == STOPS_AT_MOST + 1
    assert clock.now() == at("2026-11-25 09:00")


async def test_nobody_there_means_no_stops():
    backstage, clock = RememberingBackstage(), Clock(TUESDAY)
    backstage.due = [(at("2026-11-25 09:00"), "Amina Khan|A note")]
    await travel(backstage, clock, at("2026-11-26 12:00"), lambda: False)
    assert backstage.ticks == [at("2026-11-26 12:00")]


async def test_a_ticking_clock_stands_during_a_tick_and_ticks_afterwards():
    real = datetime(2026, 7, 1, tzinfo=UTC)
    clock = Clock(real_time=lambda: real)
    clock.go_on_from(TUESDAY)
    during: list[datetime] = []

    class Slow(RememberingBackstage):
        async def tick(self, now: datetime) -> None:
            nonlocal real
            real += timedelta(seconds=30)
            during.append(clock.now())

    await travel(Slow(), clock, at("2026-11-25 09:00"), watched)
    assert during == [at("2026-11-25 09:00")]
    real += timedelta(seconds=30)
    assert clock.now() == at("2026-11-25 09:00") + timedelta(seconds=30)


async def test_a_tick_that_fails_leaves_the_clock_where_it_was_reached():
    class Failing(RememberingBackstage):
        async def tick(self, now: datetime) -> None:
            raise OSError("the disk is gone")

    backstage, clock = Failing(), Clock(TUESDAY)
    backstage.due = [(at("2026-11-25 09:00"), "Amina Khan|A note")]
    with pytest.raises(OSError, match="the disk is gone"):
        await travel(backstage, clock, at("2026-11-26 12:00"), watched)
    assert clock.now() == at("2026-11-25 09:00")
