"""In groups nothing personal is said: answers come in the private chat, and the group hears that they did."""

from __future__ import annotations

from storage.channels import channels_of
from storage.destinations import destination_of
from tests.doors.telegram.a_telegram import person
from tests.doors.telegram.conftest import AMINA_ID, EVE_ID, GROUP, LEO_ID, SAM_ID, Chat

LOGGED = "/visit Old Hall yesterday 2pm core 2h"
ANSWERED = "I have answered you in our own chat."


async def test_a_command_in_a_group_is_answered_alone(chat: Chat):
    alone, word = sorted(await chat.says(AMINA_ID, f"{LOGGED}", GROUP), key=lambda call: -call.chat)
    assert (alone.chat, alone.words.splitlines()[0]) == (AMINA_ID, "V1: Old Hall School")
    assert (word.chat, word.words) == (GROUP, f"Amina, V1 is stored. {ANSWERED}")
    assert word.rows == [[("Open our own chat", "https://t.me/rrp_test_bot")]]


async def test_a_command_may_name_the_bot_and_one_for_another_bot_is_not_ours(chat: Chat):
    assert await chat.says(AMINA_ID, "/mine@another_bot", GROUP) == []
    assert await chat.says(AMINA_ID, "/roll", GROUP) == []
    assert len(await chat.says(AMINA_ID, "/mine@RRP_test_bot", GROUP)) == 2
    assert len(await chat.says(AMINA_ID, "@rrp_test_bot mine", GROUP)) == 2


async def test_people_who_talk_with_each_other_are_left_alone(chat: Chat):
    assert await chat.says(AMINA_ID, "mine", GROUP) == []
    assert await chat.says(EVE_ID, "Has anybody seen the visit note?", GROUP) == []


async def test_a_question_is_asked_and_answered_alone(chat: Chat):
    sent = await chat.says(AMINA_ID, "/visit", GROUP)
    assert {call.chat: call.words for call in sent} == {
        AMINA_ID: "Which school? (name, part of it, or URN)",
        GROUP: "Amina, I have a question for you in our own chat.",
    }
    (kind,) = await chat.says(AMINA_ID, "Old Hall")
    assert (kind.chat, kind.words) == (AMINA_ID, "What kind of visit?")


async def test_somebody_who_has_not_started_the_bot_is_told_how(chat: Chat):
    (how,) = await chat.says(SAM_ID, "/mine", GROUP)
    assert how.words == "Sam, I may not write to you yet. Press the button, then Start, and ask again."
    assert how.rows == [[("Open our own chat", "https://t.me/rrp_test_bot?start")]]


async def test_speaking_in_a_group_does_not_mean_that_one_can_be_written_to_alone(chat: Chat):
    await chat.says(AMINA_ID, LOGGED, GROUP)
    with chat.stage.database.read() as session:
        assert destination_of(session, chat.stage.team_id, "telegram", "telegram", str(AMINA_ID)) is None
    await chat.says(AMINA_ID, "/start")
    with chat.stage.database.read() as session:
        assert destination_of(session, chat.stage.team_id, "telegram", "telegram", str(AMINA_ID)) is not None


async def test_an_admin_binds_a_group_and_a_topic(chat: Chat):
    (bound,) = await chat.says(LEO_ID, "/team_here@rrp_test_bot digest outcomes", GROUP)
    assert (bound.chat, bound.words.splitlines()[0]) == (GROUP, "This channel now shows: digest and outcomes")
    topic = {"message_thread_id": 7, "is_topic_message": True}
    (bound,) = await chat.says(LEO_ID, "/team here reminders", GROUP, **topic)
    assert bound.params["message_thread_id"] == "7"
    with chat.stage.database.read() as session:
        found = [(one.address, one.purposes) for one in channels_of(session, chat.stage.team_id)]
    assert found == [("-100123", ["digest", "outcomes"]), ("-100123:7", ["reminders"])]


async def test_a_press_in_a_group_is_answered_alone_with_a_word_for_the_presser(chat: Chat):
    await chat.says(LEO_ID, "/team here digest", GROUP)
    await chat.presses(LEO_ID, "All channels")
    assert chat.toasts()[-1] == ANSWERED
    assert chat.telegram.sent(LEO_ID)[-1].words.splitlines()[0] == "1 channel"


async def test_a_question_of_another_is_not_answered_by_pressing_it(chat: Chat):
    await chat.says(AMINA_ID, "/visit Old Hall")
    (number,) = (key[1] for key in chat.telegram.messages if key[0] == AMINA_ID)
    chat.telegram.presses_data(LEO_ID, "answer D1 1", AMINA_ID, number)
    await chat.settled()
    assert chat.toasts()[-1] == "That question is not open for you (any more). Please type the command again."


async def test_a_group_that_becomes_a_supergroup_keeps_its_binding(chat: Chat):
    chat.telegram.groups |= {-55, -10055}
    await chat.says(LEO_ID, "/team here digest", -55)
    old = {"id": -55, "type": "group", "title": "SIB"}
    new = {"id": -10055, "type": "supergroup", "title": "SIB"}
    common = {"date": chat.telegram.now, "from": person(LEO_ID)}
    await chat.gives({"message": {"message_id": 1, "chat": old, "migrate_to_chat_id": -10055, **common}})
    await chat.gives({"message": {"message_id": 2, "chat": new, "migrate_from_chat_id": -55, **common}})
    with chat.stage.database.read() as session:
        assert [one.address for one in channels_of(session, chat.stage.team_id)] == ["-10055"]
    assert (await chat.says(LEO_ID, "/team here digest", -10055))[0].chat == LEO_ID


async def test_a_group_that_has_just_added_the_bot_hears_what_it_does(chat: Chat):
    group = {"id": GROUP, "type": "supergroup", "title": "SIB"}
    bot = chat.telegram.me
    change = {"chat": group, "from": person(LEO_ID), "date": chat.telegram.now}
    left = {"status": "left", "user": {k: bot[k] for k in ("id", "is_bot", "first_name", "username")}}
    there = {**left, "status": "member"}
    (said,) = await chat.gives({"my_chat_member": {**change, "old_chat_member": left, "new_chat_member": there}})
    assert said.words.startswith("Good to be here. I say nothing about schools or people in a group")


async def test_somebody_who_writes_as_the_group_is_told_why_nothing_happens(chat: Chat):
    group = {"id": GROUP, "type": "supergroup", "title": "SIB"}
    (said,) = await chat.says(1087968824, "/mine", GROUP, sender_chat=group)
    assert said.words.startswith("I cannot tell who you are while you write as the group.")
