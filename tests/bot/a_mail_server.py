"""A real mail server on this machine, which takes letters or does what a test tells it to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.settings import Settings

HANG_UP = "hang up"


class MailServer:
    """Answers each step as it is told, and keeps what it has taken."""

    def __init__(self, **answers: str) -> None:
        """`answers` gives the reply to `mail`, `rcpt`, `data` or `quit`; HANG_UP drops the connection instead."""
        self.letters: list[tuple[list[str], EmailMessage]] = []
        self.port = 0
        self._answers = answers

    async def handle_MAIL(self, server: SMTP, _s: Session, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802 - the library's name
        """Somebody begins a letter."""
        envelope.mail_from = address
        return self._answer(server, "mail", "250 OK")

    async def handle_RCPT(self, server: SMTP, _s: Session, envelope: Envelope, address: str, _o: Any) -> str:  # noqa: N802 - the library's name
        """It has a receiver."""
        answer = self._answer(server, "rcpt", "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _s: Session, envelope: Envelope) -> str:  # noqa: N802 - the library's name
        """It is all here."""
        answer = self._answer(server, "data", "250 taken")
        if answer.startswith("250") or self._answers.get("data") == HANG_UP:
            content = envelope.content
            assert isinstance(content, bytes)
            self.letters.append((envelope.rcpt_tos, message_from_bytes(content, policy=policy.default)))
        return answer

    async def handle_QUIT(self, server: SMTP, _s: Session, _e: Envelope) -> str:  # noqa: N802 - the library's name
        """Good-bye."""
        return self._answer(server, "quit", "221 Bye")

    def _answer(self, server: SMTP, step: str, usual: str) -> str:
        answer = self._answers.get(step, usual)
        if answer == HANG_UP:
            assert server.transport is not None
            server.transport.abort()
            return "421 gone"
        return answer


class AnyPort(Controller):
    """A server on whatever port is free, which it then greets once to see that it runs."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def a_mail_server(*, utf8: bool = True, **answers: str) -> Iterator[MailServer]:
    """A server that listens for as long as the block lasts."""
    server = MailServer(**answers)
    controller = AnyPort(server, hostname="127.0.0.1", port=0, enable_SMTPUTF8=utf8)
    controller.start()
    try:
        server.port = controller.port
        yield server
    finally:
        controller.stop()


def settings_for(port: int, **more: Any) -> Settings:
    """Settings that send to this machine's own server."""
    return Settings(
        smtp_host="127.0.0.1",
        smtp_port=port,
        smtp_starttls=False,
        mail_from="School improvement <rrp-bot@walsall.example>",
        **more,
    )
