"""A request to be let in, by its number."""

from __future__ import annotations

import re

from commands.command import Request
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from storage.knocks import Knock, knock_numbered, waiting_knocks


class AKnock:
    """Somebody who has asked the asker's own team to be let in."""

    form_kind = FieldKind.CHOICE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A number at the start of the line."""
        match = re.match(r"#?(\d{1,9})(?!\w)", line)
        return (match[1], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Knock:
        """The request. Raises Refused when the team has none of this number."""
        number = text.strip().removeprefix("#")
        found = (
            knock_numbered(request.session, request.team.id, int(number)) if re.fullmatch(r"\d{1,9}", number) else None
        )
        if found is None:
            raise Refused(f"Nobody has asked under the number “{shorten(text)}”. “team waiting” shows who waits.")
        return found

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Everybody who waits."""
        return tuple((one.name, str(one.id)) for one in waiting_knocks(request.session, request.team.id))
