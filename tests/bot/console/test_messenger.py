import io
import os

from bot.console.clock import Clock
from bot.console.messenger import ConsoleMessenger, EmailOnScreen
from bot.console.plain import PlainScreen
from notifications.message import Message
from notifications.messenger import Fate, Messenger, Outcome, Parcel
from tests.bot.console.a_backstage import TUESDAY

A_REMINDER = Parcel("console", "local", "amina khan", "Amina Khan", Message("Note for Oakfield: 7 hours left"))
AN_EMAIL = Parcel("email", "", "head@oakfield.example", "Mrs J Smith", Message("Note of visit", ("It went well.",)))


async def test_a_reminder_is_shown_with_its_receiver_and_time():
    stream = io.StringIO()
    messenger: Messenger = ConsoleMessenger(PlainScreen(stream), Clock(TUESDAY))
    assert messenger.door == "console"
    assert await messenger.send(A_REMINDER) == Outcome(Fate.SENT, platform_id="console-1")
    assert await messenger.send(A_REMINDER) == Outcome(Fate.SENT, platform_id="console-2")
    assert stream.getvalue() == 2 * (
        "-> to Amina Khan, Tuesday 24 November 2026, 09:00\n   Note for Oakfield: 7 hours left\n\n"
    )


async def test_an_email_is_shown_and_marked_as_not_sent():
    stream = io.StringIO()
    messenger: Messenger = EmailOnScreen(PlainScreen(stream), Clock(TUESDAY))
    assert messenger.door == "email"
    assert await messenger.send(AN_EMAIL) == Outcome(Fate.SENT, platform_id="email-1")
    assert stream.getvalue() == (
        "-> e-mail to Mrs J Smith <head@oakfield.example>, Tuesday 24 November 2026, 09:00\n"
        "   (not really sent: this is the terminal)\n"
        "   Note of visit\n"
        "     It went well.\n"
        "\n"
    )


async def test_what_nobody_saw_was_not_sent():
    read_end, write_end = os.pipe()
    os.close(read_end)
    with open(write_end, "w", encoding="utf-8") as stream:  # noqa: PTH123
        outcome = await ConsoleMessenger(PlainScreen(stream), Clock(TUESDAY)).send(A_REMINDER)
    assert outcome == Outcome(Fate.LATER, because="nobody watches the terminal any more")
