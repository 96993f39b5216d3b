"""One e-mail at a time over SMTP; what the mail server says decides what became of it."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from typing import ClassVar

from bot.console.clock import real_time
from bot.settings import Settings
from notifications.message import Message
from notifications.messenger import Fate, Outcome, Parcel
from policy.refused import Refused

WAIT_SECONDS = 15


class EmailMessenger:
    """Hands an e-mail to the mail server of the settings. Raises Refused when the settings name none."""

    door: ClassVar[str] = "email"

    def __init__(self, settings: Settings) -> None:
        if settings.smtp_host is None or settings.mail_from is None:
            raise Refused("E-mail needs both SMTP_HOST and MAIL_FROM.")
        self._settings = settings
        self._host = settings.smtp_host
        self._sender = settings.mail_from

    async def send(self, parcel: Parcel) -> Outcome:
        """Try once. Unclear only when the server had the whole letter and its answer was lost."""
        letter = email_of(parcel.message, self._sender, parcel.address, parcel.mark)
        return await asyncio.to_thread(self._hand_over, letter, parcel.address)

    def check(self) -> str | None:
        """Why the mail server cannot be used, or None when it greets and knows us."""
        try:
            with self._connected():
                return None
        except (OSError, smtplib.SMTPException) as fault:
            return _reason(fault)

    def _hand_over(self, letter: EmailMessage, address: str) -> Outcome:
        handed_over = False
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as fault:
            return Outcome(Fate.LATER, because=_reason(fault))
        try:
            server.ehlo_or_helo_if_needed()
            options = ["smtputf8"] if not address.isascii() and server.has_extn("smtputf8") else []
            for code, words in (server.mail(parseaddr(self._sender)[1], options), server.rcpt(address)):
                if code not in {250, 251}:
                    return Outcome(_fate(code), because=_text(words))
            handed_over = True
            code, words = server.data(letter.as_bytes(policy=SMTP))
            if code != 250:
                return Outcome(_fate(code), because=_text(words))
            return Outcome(Fate.SENT, platform_id=letter["Message-ID"])
        except UnicodeError:
            return Outcome(Fate.REFUSED, because=f"the mail server cannot write to {address}")
        except smtplib.SMTPDataError as fault:
            return Outcome(_fate(fault.smtp_code), because=_text(fault.smtp_error))
        except (OSError, smtplib.SMTPException) as fault:
            return Outcome(Fate.UNCLEAR if handed_over else Fate.LATER, because=_reason(fault))
        finally:
            server.close()

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        server = smtplib.SMTP(self._host, settings.smtp_port, timeout=WAIT_SECONDS)
        try:
            if settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user is not None and settings.smtp_password is not None:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


def post_office(settings: Settings) -> EmailMessenger | None:
    """The way out for e-mail, where the settings name a mail server."""
    return EmailMessenger(settings) if settings.smtp_host and settings.mail_from else None


def email_of(message: Message, sender: str, address: str, mark: str = "") -> EmailMessage:
    """A message as an e-mail: its lines as plain text, its attachment as a text file.

    The same mark gives the same Message-ID, by which many mail servers let a repeat fall away.
    """
    letter = EmailMessage()
    letter["Subject"] = " ".join(message.title.split())
    letter["From"] = sender
    letter["To"] = address
    letter["Date"] = format_datetime(real_time())
    letter["Message-ID"] = f"<{mark}.rrp-bot@{_domain(sender)}>" if mark else make_msgid("rrp-bot")
    letter.set_content("\n\n".join(message.lines) + "\n")
    if message.attachment is not None:
        letter.add_attachment(message.attachment.text, filename=" ".join(message.attachment.name.split()))
    return letter


def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "rrp-bot.invalid"


def _fate(code: int) -> Fate:
    return Fate.REFUSED if 500 <= code < 600 and code not in {530, 535} else Fate.LATER


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _reason(fault: Exception) -> str:
    return str(fault) or type(fault).__name__
