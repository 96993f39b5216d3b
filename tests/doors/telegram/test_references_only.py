"""A team that says references only on Telegram."""

from __future__ import annotations

import asyncio

from notifications.references_only import THE_REST
from tests.doors.telegram.conftest import AMINA_ID, Chat


async def test_answers_hold_references_and_dates_and_forms_still_work(chat: Chat):
    await asyncio.to_thread(chat.stage.all_say, "team references only telegram", who="Leo Barnes")
    (answer,) = await chat.says(AMINA_ID, "/visit Old Hall yesterday 2pm core 2h: they are weak")
    assert answer.words.splitlines() == [
        "V1",
        "Tuesday 24 November 2026 14:00 16:00",
        "Thursday 26 November 2026 16:00",
        THE_REST,
    ]
    (mine,) = await chat.says(AMINA_ID, "/mine")
    assert "Old Hall" not in mine.words
    assert "V1" in mine.words
    (question,) = await chat.says(AMINA_ID, "/visit")
    assert question.words == "Which school? (name, part of it, or URN)"
    (refused,) = await chat.says(AMINA_ID, "/visit note V99")
    assert "V99" in refused.words


async def test_the_same_team_says_all_of_it_elsewhere_and_again_once_it_is_off(chat: Chat):
    await asyncio.to_thread(chat.stage.all_say, "team references only telegram", who="Leo Barnes")
    said = await asyncio.to_thread(chat.stage.say, "visit Old Hall yesterday 2pm core 2h")
    assert said.title == "V1: Old Hall School"
    await asyncio.to_thread(chat.stage.all_say, "team references only off", who="Leo Barnes")
    (mine,) = await chat.says(AMINA_ID, "/mine")
    assert "Old Hall School" in mine.words
