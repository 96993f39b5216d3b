"""Letters to head teachers, handed to a real mail server."""

from __future__ import annotations

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from structlog.testing import capture_logs

from bot.email.messenger import EmailMessenger, email_of
from bot.settings import Settings
from notifications.message import Attachment, Message
from notifications.messenger import Fate, Outcome, Parcel
from policy.refused import Refused
from tests.bot.a_mail_server import HANG_UP, a_mail_server, settings_for

NOTE = (
    "Note of visit\nOld Hall School (URN 104274)\n\nNote\nÀ la carte: “phonics” – 82 % ✓ مرحبا 👩‍🏫\n"
    + "x" * 2_000
    + "\n"
)
LETTER = Message(
    "Note of visit: Old Hall School, Tuesday 24 November 2026",
    ("Dear Mrs J Smith,", "Here is my note of visit.", "Amina Khan – Improvement Adviser"),
    attachment=Attachment("V1 Old Hall School 2026-11-24.txt", NOTE),
)


def with_file(name: str) -> EmailMessage:
    message = Message("Note", ("Dear",), attachment=Attachment(name, NOTE))
    return email_of(message, "bot@x.example", "head@x.example")


def parcel(address: str = "head@oldhall.example", message: Message = LETTER) -> Parcel:
    return Parcel("email", "", address, "Mrs J Smith", message)


def sent(port: int, letter: Parcel | None = None, **more: object) -> Outcome:
    return asyncio.run(EmailMessenger(settings_for(port, **more)).send(letter or parcel()))


def test_a_letter_arrives_whole():
    with a_mail_server() as server:
        outcome = sent(server.port)
    [(receivers, letter)] = server.letters
    assert outcome == Outcome(Fate.SENT, platform_id=str(letter["Message-ID"]))
    assert receivers == ["head@oldhall.example"]
    assert letter["To"] == "head@oldhall.example"
    assert letter["From"] == "School improvement <rrp-bot@walsall.example>"
    assert letter["Subject"] == "Note of visit: Old Hall School, Tuesday 24 November 2026"
    assert letter["Date"] is not None
    text, file = letter.iter_parts()
    assert text.get_content().splitlines() == [
        "Dear Mrs J Smith,",
        "",
        "Here is my note of visit.",
        "",
        "Amina Khan – Improvement Adviser",
    ]
    assert file.get_filename() == "V1 Old Hall School 2026-11-24.txt"
    assert file.get_content_charset() == "utf-8"
    assert file.get_content().replace("\r\n", "\n") == NOTE


@pytest.mark.parametrize(
    ("answers", "fate"),
    [
        ({"rcpt": "550 no such mailbox"}, Fate.REFUSED),
        ({"rcpt": "450 mailbox busy"}, Fate.LATER),
        ({"rcpt": "421 closing"}, Fate.LATER),
        ({"mail": "550 no such sender"}, Fate.REFUSED),
        ({"mail": "451 try later"}, Fate.LATER),
        ({"mail": "530 log in first"}, Fate.LATER),
        ({"data": "554 looks like spam"}, Fate.REFUSED),
        ({"data": "451 try later"}, Fate.LATER),
    ],
)
def test_what_the_server_says_decides_what_became_of_it(answers: dict[str, str], fate: Fate):
    with a_mail_server(**answers) as server:
        outcome = sent(server.port)
    [said] = answers.values()
    assert outcome == Outcome(fate, because=said[4:])
    assert server.letters == []


def test_when_the_connection_is_lost_after_the_letter_it_may_have_arrived():
    with a_mail_server(data=HANG_UP) as server:
        outcome = sent(server.port)
    assert outcome.fate is Fate.UNCLEAR
    assert len(server.letters) == 1


@pytest.mark.parametrize("step", ["mail", "rcpt"])
def test_when_the_connection_is_lost_before_the_letter_it_may_be_tried_again(step: str):
    with a_mail_server(**{step: HANG_UP}) as server:
        assert sent(server.port).fate is Fate.LATER


def test_a_good_bye_that_is_lost_spoils_nothing():
    with a_mail_server(quit=HANG_UP) as server:
        assert sent(server.port).fate is Fate.SENT


@pytest.mark.parametrize("said", ["421 closing", "500 what?", "250 OK"])
def test_an_odd_good_bye_spoils_nothing(said: str):
    with a_mail_server(quit=said) as server:
        assert sent(server.port).fate is Fate.SENT


def test_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = sent(taken.getsockname()[1])
    assert outcome.fate is Fate.LATER
    assert "refused" in outcome.because.casefold()


def test_no_such_host():
    messenger = EmailMessenger(settings_for(25).model_copy(update={"smtp_host": "mail.invalid"}))
    assert asyncio.run(messenger.send(parcel())).fate is Fate.LATER


def test_a_server_without_encryption_is_not_trusted_with_a_note():
    with a_mail_server() as server:
        messenger = EmailMessenger(settings_for(server.port).model_copy(update={"smtp_starttls": True}))
        assert asyncio.run(messenger.send(parcel())).fate is Fate.LATER
    assert server.letters == []


def test_a_password_that_the_server_does_not_take():
    with a_mail_server() as server:
        outcome = sent(server.port, smtp_user="rrp-bot", smtp_password="sesame")
    assert outcome.fate is Fate.LATER
    assert "sesame" not in outcome.because
    assert server.letters == []


def test_an_address_that_the_server_cannot_spell():
    with a_mail_server(utf8=False) as server:
        outcome = sent(server.port, parcel("höad@oldhall.example"))
    assert outcome.fate is Fate.REFUSED
    assert server.letters == []


def test_one_address_is_one_receiver():
    with a_mail_server() as server:
        sent(server.port, parcel("eve,head@oldhall.example"))
    assert [len(receivers) for receivers, _ in server.letters] in ([], [1])


@pytest.mark.parametrize("name", ["Old\r\nBcc: eve@x.example\r\nHall", "Old\nHall", "Old\x0b\x85Hall", "Old\x00Hall"])
def test_a_school_cannot_write_headers(name: str):
    letter = email_of(Message(f"Note of visit: {name}", ("Dear Mrs J Smith,",)), "bot@x.example", "head@x.example")
    read = message_from_bytes(letter.as_bytes(), policy=policy.default)
    assert sorted(read.keys()) == sorted(letter.keys())
    assert read["Bcc"] is None
    assert read["To"] == "head@x.example"


def test_a_school_cannot_write_headers_through_a_file_name():
    name = "V1 Old\r\nBcc: eve@x.example Hall.txt"
    letter = email_of(
        Message("Note", ("Dear",), attachment=Attachment(name, "text")), "bot@x.example", "head@x.example"
    )
    assert message_from_bytes(letter.as_bytes(), policy=policy.default)["Bcc"] is None


@pytest.mark.parametrize(
    "name", ['V1 "Old" Hall.txt', "V1 St Bride’s École.txt", "V1 ../../etc; x=y.txt", f"V1 {'x' * 200}.txt"]
)
def test_a_file_keeps_its_name(name: str):
    [file] = message_from_bytes(with_file(name).as_bytes(), policy=policy.default).iter_attachments()
    assert file.get_filename() == name
    assert file.get_content().replace("\r\n", "\n") == NOTE


def test_each_letter_has_a_number_of_its_own():
    letters = [email_of(LETTER, "bot@x.example", "head@x.example") for _ in range(2)]
    assert letters[0]["Message-ID"] != letters[1]["Message-ID"]


def test_the_check_of_doctor():
    with a_mail_server() as server:
        assert EmailMessenger(settings_for(server.port)).check() is None
        port = server.port
    assert "refused" in str(EmailMessenger(settings_for(port)).check()).casefold()


@pytest.mark.parametrize("missing", ["smtp_host", "mail_from"])
def test_half_a_setting_is_refused(missing: str):
    with pytest.raises(Refused, match="E-mail needs both SMTP_HOST and MAIL_FROM"):
        EmailMessenger(settings_for(25).model_copy(update={missing: None}))


def test_nothing_of_a_letter_is_logged():
    with capture_logs() as logged, a_mail_server(rcpt="550 no") as server:
        sent(server.port)
    assert "phonics" not in str(logged)
    assert isinstance(settings_for(server.port), Settings)
