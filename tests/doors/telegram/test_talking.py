"""People talk with the bot on Telegram: by line, by form, by button."""

from __future__ import annotations

import asyncio

from bot.telegram.place import Place
from bot.telegram.render import File, Sheet
from bot.telegram.sending import send_sheet
from tests.doors.telegram.conftest import AMINA_ID, EVE_ID, LEO_ID, Chat

LOGGED = "/visit Old Hall yesterday 2pm core 2h"


async def test_a_line_is_answered_with_what_was_stored_and_the_next_steps(chat: Chat):
    (answer,) = await chat.says(AMINA_ID, LOGGED)
    assert answer.words.splitlines()[0] == "V1: Old Hall School"
    assert "Undo" in answer.labels
    assert chat.stage.visit(1).kind == "core"


async def test_a_stranger_can_only_ask_to_be_let_in(chat: Chat):
    (answer,) = await chat.says(EVE_ID, LOGGED)
    assert answer.words.startswith("I do not know you yet, so I can do nothing for you.")
    assert answer.rows == [[("Ask to be let in", "let me in")]]
    assert chat.stage.visits() == []
    (asked,) = await chat.presses(EVE_ID, "Ask to be let in")
    assert asked.words == "Your team's admin has been asked to let you in. You will hear from me here."


async def test_a_form_asks_one_question_at_a_time_in_one_message(chat: Chat):
    await asyncio.to_thread(chat.stage.all_say, "school adviser Old Hall @amina", who="Leo Barnes")
    (school,) = await chat.says(AMINA_ID, "/visit")
    assert school.words == "Which school? (name, part of it, or URN)"
    assert school.rows[-1] == [("Cancel", "answer D1 stop")]
    (kind,) = await chat.presses(AMINA_ID, "Old Hall School")
    assert (kind.method, kind.words) == (
        "editMessageText",
        "✓ Which school? (name, part of it, or URN) Old Hall School\n\nWhat kind of visit?",
    )
    assert kind.rows[-1] == [("Back", "answer D2 back"), ("Cancel", "answer D2 stop")]
    (when,) = await chat.presses(AMINA_ID, "Core offer visit")
    assert when.words.splitlines()[1] == "✓ What kind of visit? Core offer visit"
    assert when.rows[1:3] == [
        [("Today", "answer D3 today"), ("Yesterday", "answer D3 yesterday")],
        [("📅 Another day", "~month D3 -")],
    ]
    (back,) = await chat.presses(AMINA_ID, "Back")
    assert back.words.splitlines() == [
        "✓ Which school? (name, part of it, or URN) Old Hall School",
        "",
        "What kind of visit?",
    ]
    await chat.presses(AMINA_ID, "Keep “Core offer visit”")
    (length,) = await chat.says(AMINA_ID, "yesterday 2pm")
    assert (length.method, "Skip" in length.labels) == ("sendMessage", True)
    while chat.stage.visits() == []:
        (outcome,) = await chat.presses(AMINA_ID, "Skip")
    assert (outcome.method, outcome.words.splitlines()[0]) == ("editMessageText", "V1: Old Hall School")


async def test_a_day_is_chosen_from_a_month(chat: Chat):
    await chat.says(AMINA_ID, "/visit plan Old Hall core")
    (month,) = await chat.presses(AMINA_ID, "📅 Another day")
    assert month.method == "editMessageReplyMarkup"
    assert [label for label, _ in month.rows[0]] == ["‹", "November 2026", "›"]
    assert [label for label, _ in month.rows[6]] == ["23", "24", "[25]", "26", "27", "28", "29"]
    (december,) = await chat.presses(AMINA_ID, "›")
    assert [label for label, _ in december.rows[0]] == ["‹", "December 2026", "›"]
    assert await chat.presses(AMINA_ID, "December 2026") == []
    (planned,) = await chat.presses(AMINA_ID, "4")
    assert "Friday 4 December 2026" in planned.words


async def test_a_form_survives_a_restart(chat: Chat):
    await chat.says(AMINA_ID, "/visit")
    await chat.says(AMINA_ID, "Old Hall")
    await chat.restart()
    (when,) = await chat.presses(AMINA_ID, "Core offer visit")
    assert when.words.splitlines()[0] == "✓ What kind of visit? Core offer visit"


async def test_a_stale_button_explains_itself_and_goes(chat: Chat):
    await chat.says(AMINA_ID, "/visit Old Hall")
    await chat.says(AMINA_ID, "core")
    (gone,) = await chat.presses(AMINA_ID, "Core offer visit")
    assert chat.toasts()[-1] == "That question has been answered already. Please type the command again."
    assert (gone.method, gone.rows) == ("editMessageReplyMarkup", [])


async def test_who_pressed_what_stands_below_the_message(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    marked, answer = await chat.presses(AMINA_ID, "Undo")
    assert (marked.method, marked.words.splitlines()[-1], marked.rows) == ("editMessageText", "✓ Amina: Undo", [])
    assert marked.words.splitlines()[0] == "V1: Old Hall School"
    assert (answer.method, chat.stage.visits()) == ("sendMessage", [])


async def test_a_press_is_never_the_words_that_a_question_asks_for(chat: Chat):
    await chat.says(AMINA_ID, LOGGED)
    await chat.says(AMINA_ID, "/mine")
    await chat.says(AMINA_ID, "/visit note V1")
    await chat.presses(AMINA_ID, "Write V1")
    (kept,) = await chat.says(AMINA_ID, "Attendance is up.")
    assert kept.words.splitlines()[1] == "Note: 3 words kept."


async def test_a_page_of_a_list_takes_the_place_of_the_other(chat: Chat):
    lines = [f'action Old Hall "Do thing {number}" @amina by Friday' for number in range(21)]
    await asyncio.to_thread(chat.stage.all_say, *lines, who="Leo Barnes")
    (first,) = await chat.says(LEO_ID, "/action list")
    label = next(label for row in first.rows for label, says in row if says.endswith("page 2"))
    (second,) = await chat.presses(LEO_ID, label)
    assert second.method == "editMessageText"


async def test_a_press_of_start_shows_what_is_owed(chat: Chat):
    (answer,) = await chat.says(AMINA_ID, "/start")
    assert answer.words.splitlines()[0] == "You: nothing is owed and nothing is planned"


async def test_words_with_markup_are_shown_as_they_are(chat: Chat):
    bad = "<b>HT</b> & <script>alert(1)</script> @here /visit https://evil.example"
    (answer,) = await chat.says(AMINA_ID, f"{LOGGED}: {bad}")
    assert f"Your words are kept as the draft note: “{bad}”" in answer.words
    assert "<script>" not in answer.params["text"]


async def test_a_question_is_left_by_cancel_as_people_of_telegram_type_it(chat: Chat):
    await chat.says(AMINA_ID, "/visit")
    (dropped,) = await chat.says(AMINA_ID, "/cancel@rrp_test_bot")
    assert dropped.words == "Dropped. Nothing more was stored."
    (none,) = await chat.says(AMINA_ID, "/cancel")
    assert none.words == "There is no question open, so there is nothing to stop."


async def test_a_picture_goes_as_a_photo_with_its_caption(chat: Chat):
    sheet = Sheet("<b>Board</b>", None, File("board.png", b"picture"))
    await send_sheet(chat.door._bot, Place(AMINA_ID), sheet)
    (photo,) = chat.telegram.sent(AMINA_ID)
    assert (photo.method, photo.words, photo.params["photo"][1]) == ("sendPhoto", "Board", b"picture")


async def test_the_likely_days_of_a_due_day_lie_ahead(chat: Chat):
    await chat.says(LEO_ID, "/action")
    await chat.says(LEO_ID, "Old Hall")
    (when,) = await chat.says(LEO_ID, "Moderate Y2 writing")
    assert when.words == "By when? (Friday week, 4 December, end of term)"
    assert when.rows[:2] == [
        [
            ("Friday", "answer D3 Friday"),
            ("Friday week", "answer D3 Friday week"),
            ("End of term", "answer D3 end of term"),
        ],
        [("📅 Another day", "~month D3 -")],
    ]
    (after,) = await chat.presses(LEO_ID, "Friday week")
    assert after.words.splitlines()[0] == "✓ By when? (Friday week, 4 December, end of term) Friday week"
