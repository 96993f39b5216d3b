"""Slash commands through the real Bolt: answered with the acknowledgement, after the commit."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from urllib.parse import urlencode

import pytest

from tests.commands.a_team import AMINA, LEO, MO, SAM
from tests.doors.slack.bench import Bench, a_bench, buttons_of, words_of
from tests.doors.slack.judge import faults_of_message, faults_of_view
from tests.doors.slack.stub import TEAM, Bad

LOGGED = "/visit Old Hall yesterday 2pm core 2h: attendance is up"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with a_bench() as bench:
        yield bench


async def test_a_visit_is_logged_and_the_acknowledgement_says_so(bench: Bench):
    answer = await bench.command(LOGGED)
    assert answer["response_type"] == "ephemeral"
    assert answer["text"].startswith("V1: Old Hall School\nCore offer visit, Tuesday 24 November 2026, 14:00 to 16:00")
    assert buttons_of(answer) == {"Finish the note": "visit note V1", "It has gone": "visit sent V1", "Undo": "undo 3"}
    assert faults_of_message(answer) == []
    assert [visit.ref for visit in bench.stage.visits()] == ["V1"]


async def test_rrp_reaches_every_command(bench: Bench):
    answer = await bench.command("/rrp visit Old Hall yesterday 2pm core 2h: attendance is up")
    assert answer["text"].startswith("V1: Old Hall School")
    assert (await bench.command("/rrp help visit send"))["text"].startswith("visit send")


async def test_somebody_who_is_mentioned_is_meant_by_their_name(bench: Bench):
    answer = await bench.command('/action Old Hall "Moderate Y2 writing" <@U04SAM|sam.p> by Friday week')
    assert "Lead: Sam Price." in answer["text"]


async def test_signs_that_slack_escapes_are_stored_as_they_were_typed_and_shown_dead(bench: Bench):
    answer = await bench.command(f"{LOGGED} &amp; R&amp;D &lt;!channel&gt; <!here> <https://evil.example|bank>")
    assert bench.stage.visit(1).note_parts["note"] == (
        "attendance is up & R&D <!channel> @here bank https://evil.example"
    )
    assert faults_of_message(answer) == []


async def test_the_same_command_four_times_at_once_has_one_effect_and_one_answer(bench: Bench):
    answers = await asyncio.gather(*(bench.raw_command(LOGGED, trigger_id="the-same") for _ in range(4)))
    assert [answer["text"].split("\n")[0] for answer in answers] == ["V1: Old Hall School"] * 4
    assert answers[1:] == answers[:1] * 3
    assert [visit.ref for visit in bench.stage.visits()] == ["V1"]


async def test_a_bare_command_opens_its_form_over_a_view_that_says_what_to_do_should_it_stay(bench: Bench):
    assert await bench.command("/visit") == {"text": ""}
    (opened,) = bench.slack.called("views.open")
    assert opened["trigger_id"] == "trigger-1"
    assert "If nothing comes, close this and press or type it again." in words_of(opened["view"])
    (filled,) = bench.slack.called("views.update")
    assert filled["view_id"] == "VIEW1"
    assert faults_of_view(filled["view"]) == []
    assert [block["block_id"] for block in filled["view"]["blocks"][1:]] == [
        *("school", "kind", "length", "companion", "when.day", "when.time", "when.words", "note")
    ]


async def test_where_no_modal_opens_the_line_is_explained(bench: Bench):
    bench.slack.order("views.open", Bad("expired_trigger_id"))
    answer = await bench.command("/visit")
    assert answer["text"] == (
        "The form could not be opened just now; nothing was stored. It works in one line as well: "
        "/rrp visit Old Hall yesterday 2pm core 2h: attendance is up"
    )


async def test_a_question_for_free_words_is_asked_in_a_modal(bench: Bench):
    await bench.command("/visit Old Hall yesterday 2pm core 2h")
    assert await bench.command("/visit note V1") == {"text": ""}
    view = bench.last_view()
    assert (view["callback_id"], faults_of_view(view)) == ("question", [])
    answer = await bench.submit(view, {"answer.D1": "Attendance is up."})
    assert answer["response_action"] == "update"
    assert answer["view"]["blocks"][-1]["label"]["text"].startswith("V1, Next steps?")


async def test_a_stranger_hears_how_to_be_let_in_and_nothing_else(bench: Bench):
    answer = await bench.command("/mine", who="U99GUEST")
    assert answer["text"].startswith("I do not know you yet")
    assert buttons_of(answer) == {"Ask to be let in": "let me in"}


async def test_a_refusal_is_a_sentence(bench: Bench):
    answer = await bench.command("/visit", MO)
    assert answer["text"].startswith("“visit” is for advisers and leads.")
    assert answer["response_type"] == "ephemeral"


async def test_one_wrong_part_of_a_line_is_asked_for_again_and_the_rest_is_kept(bench: Bench):
    await bench.command("/visit Hogwarts yesterday 2pm core 2h: attendance is up")
    view = bench.last_view()
    assert view["blocks"][-1]["label"]["text"].startswith("I know no school called “Hogwarts”")
    assert await bench.submit(view, {"answer.D1": "Old Hall"}) == {"response_action": "clear"}
    assert bench.stage.visit(1).note_parts == {"note": "attendance is up"}
    (said,) = bench.slack.called("chat.postEphemeral")
    assert (said["channel"], said["user"]) == ("C01GEN", "U01AMINA")
    assert said["text"].startswith("V1: Old Hall School")


async def test_a_command_that_fails_answers_with_a_reference(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    async def fails(_arrival: object) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(bench.stage.core, "handle", fails)
    answer = await bench.command(LOGGED)
    assert answer["text"].startswith("Something went wrong here. Please look before you try again;")
    assert "secret" not in str(answer)


@pytest.mark.parametrize(
    ("at", "secret", "status"),
    [(0, None, 200), (-301, None, 401), (+400, None, 401), (0, "forged", 401)],
)
async def test_a_request_that_is_old_or_forged_is_let_in_by_nobody(at: int, secret: str | None, status: int):
    async with a_bench(**({"signing": "another secret"} if secret else {})) as bench:
        form = urlencode(
            {"command": "/mine", "text": "", "team_id": TEAM, "channel_id": "C01GEN", "user_id": "U01AMINA"}
        )
        response = await bench.send(f"{form}&trigger_id=t1", "application/x-www-form-urlencoded", at=time.time() + at)
        assert response.status == status


async def test_an_exact_replay_changes_nothing_more(bench: Bench):
    for _ in range(2):
        answer = await bench.command(LOGGED, trigger_id="recorded")
        assert answer["text"].startswith("V1: Old Hall School")
    assert len(bench.stage.visits()) == 1


async def test_another_workspace_is_told_that_this_is_not_its_bot(bench: Bench):
    response_url = f"{bench.slack.url}respond/1"
    await bench.raw_command(LOGGED, team_id="T99OTHER", response_url=response_url)
    assert bench.stage.visits() == []
    assert [one["text"] for one in bench.slack.responses] == [
        "I do not belong to this workspace, so I can do nothing here."
    ]
    bench.slack.responses.clear()


async def test_auth_is_asked_for_once_at_the_start_and_never_again(bench: Bench):
    await asyncio.gather(*(bench.raw_command("/mine", who) for who in (AMINA, LEO, SAM) * 5))
    assert bench.slack.called("auth.test") == []


async def test_a_bound_channel_is_known_by_its_name(bench: Bench):
    await bench.command("/team here digest", LEO)
    assert "#general" in (await bench.command("/team channels", LEO))["text"]


async def test_a_place_without_a_name_is_known_by_its_id(bench: Bench):
    await bench.command("/team here digest", LEO, channel_name="privategroup")
    assert "C01GEN" in (await bench.command("/team channels", LEO))["text"]
