"""Reminders on their way to Slack: never twice, never lost, and a place that is gone holds up no other."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.commands.a_team import AMINA, LEO, SAM, london
from tests.doors.slack.bench import Bench, a_bench
from tests.doors.slack.stub import Bad

LOGGED = "/visit Old Hall 24 Nov 2pm support 2h: attendance is up"
LAST_CALL = london("2026-11-26 15:00")


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_bench() as bench:
        for who in (AMINA, SAM):
            await bench.command("/digest off", who)
        yield bench


async def ticks(bench: Bench, *times: str) -> None:
    """The clockwork goes once at each of these times of Thursday 26 November."""
    for time in times:
        bench.stage.now = london(f"2026-11-26 {time}")
        await bench.tick()


def reminders(bench: Bench, who: str = "01AMINA") -> list[str]:
    """The reminders of notes in somebody's direct messages."""
    return [text.split("\n")[0] for text in bench.posted(f"D{who}") if "note for" in text]


async def test_a_reminder_whose_acceptance_was_lost_is_found_and_not_repeated(bench: Bench):
    await bench.command(LOGGED)
    bench.slack.now = LAST_CALL.timestamp()
    bench.slack.order("chat.postMessage", Bad(reset=True, accepts=True))
    await ticks(bench, "15:00", "15:01", "15:02")
    assert reminders(bench) == ["V1: note for Old Hall School, 1 hour left"]


async def test_a_reminder_that_was_lost_on_its_way_is_looked_for_and_sent_again(bench: Bench):
    await bench.command(LOGGED)
    bench.slack.now = LAST_CALL.timestamp()
    bench.slack.order("chat.postMessage", Bad(reset=True))
    await ticks(bench, "15:00")
    assert reminders(bench) == []
    assert len(bench.slack.called("conversations.history")) == 1
    await ticks(bench, "15:01")
    assert reminders(bench) == ["V1: note for Old Hall School, 59 minutes left"]
    assert len(bench.slack.called("conversations.history")) == 2


async def test_a_limit_is_kept_and_others_go_on(bench: Bench):
    await bench.command(LOGGED)
    await bench.command("/visit Blackwood 24 Nov 2pm support 2h: seen", SAM)
    bench.slack.order("chat.postMessage", Bad("ratelimited", status=429, retry_after="30"))
    await ticks(bench, "15:00")
    assert len(reminders(bench)) + len(reminders(bench, "04SAM")) == 1
    await ticks(bench, "15:01")
    assert (len(reminders(bench)), len(reminders(bench, "04SAM"))) == (1, 1)


async def test_a_channel_that_is_gone_is_parked_the_admin_told_once_and_others_go_on(bench: Bench):
    await bench.command("/team here digest reminders outcomes", LEO)
    await bench.command(LOGGED, AMINA)
    bench.slack.now = london("2026-11-26 08:30").timestamp()
    bench.slack.gone["C01GEN"] = "is_archived"
    await ticks(bench, "08:30", "08:31", "08:32", "09:30", "15:00")
    assert bench.posted("C01GEN") == []
    assert reminders(bench) == ["V1: note for Old Hall School, 1 hour left"]
    told = [text for text in bench.posted("D02LEO") if "archived" in text]
    assert len(told) == 1
    assert len([call for call in bench.slack.called("chat.postMessage") if call["channel"] == "C01GEN"]) == 1
