"""Whatever people type into Slack: nothing comes alive, nothing is too long, nothing is lost, nobody else is let in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.doors.slack.bench import Bench, a_bench
from tests.doors.slack.judge import faults_of_message, faults_of_view

LIVE = "&lt;!channel&gt; <!here> <https://evil.example|your bank> *b* _i_ ~s~ `c` :tada: <@U99X> <#C1|x>"
LONG = "x" * 3_001
BIDI = "\u202eevil\u202c שלום"
CONTROL = "a\x00b\x07c"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_bench() as bench:
        await bench.command("/visit Old Hall yesterday 2pm support 2h: attendance is up")
        yield bench


@pytest.mark.parametrize("words", [LIVE, LONG, BIDI, CONTROL, "🏫" * 1_600, "'; DROP TABLE visit; --", "<b>x</b>"])
@pytest.mark.parametrize(
    "line",
    [
        "/visit Old Hall today 8am support 30m: {}",
        "/visit note V1: {}",
        '/action Old Hall "{}" <@U04SAM|sam> by Friday week',
        "/school alias Old Hall {}",
        '/school contact Old Hall clerk "{}" clerk@oldhall.example',
        "/visit cancel V1 because {}",
        "/find {}",
        "/visit {} yesterday 2pm core 2h",
        "/rrp {}",
    ],
)
async def test_in_every_field(bench: Bench, line: str, words: str):
    answer = await bench.command(line.format(words))
    if answer["text"]:
        assert faults_of_message(answer) == []
        assert "Something went wrong" not in answer["text"]
    else:
        assert faults_of_view(bench.last_view()) == []


async def test_a_form_that_is_filled_to_the_brim_is_stored_or_refused_at_its_field(bench: Bench):
    await bench.command("/visit")
    answers = {
        "school": "URN 104274",
        "kind": "support",
        "length": "2h",
        "when.words": "yesterday 9am",
        "note": "x" * 3_000,
    }
    assert await bench.submit(bench.last_view(), answers) == {"response_action": "clear"}
    assert bench.stage.visit(2).note_parts == {"note": "x" * 3_000}


@pytest.mark.parametrize("channel", ["C99SHARED", "G99PRIVATE", "D99"])
async def test_in_whatever_channel_a_stranger_reads_nothing(bench: Bench, channel: str):
    for line in ("/visit Old Hall yesterday 2pm core 2h", "/mine", "/school Old Hall", "/rrp V1", "/visit"):
        answer = await bench.command(line, "U99GUEST", channel)
        assert answer["text"].startswith("I do not know you yet")
    assert len(bench.stage.visits()) == 1
