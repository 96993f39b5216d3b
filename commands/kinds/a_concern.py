"""A concern by its reference: E2."""

from __future__ import annotations

import re

from commands.command import Request
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from storage.escalations import Escalation, escalation_numbered, escalations_of

_REFERENCE = re.compile(r"(?<!\w)E\s?(\d{1,9})(?!\w)", re.IGNORECASE)


class AConcern:
    """A concern of the asker's own team that the asker may see; of others nobody learns that they are there."""

    form_kind = FieldKind.REFERENCE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Escalation:
        """The concern. Raises Refused when there is none of this number, or when it is not for the asker."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(
                f"“{shorten(text)}” is not the reference of a concern. It looks like E2; “concern” shows them."
            )
        found = escalation_numbered(request.session, request.team.id, int(match[1]))
        if found is None or not may_see(request, found):
            raise Refused(f"There is no concern E{match[1]} in your team. “concern” shows those that there are.")
        return found

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Open concerns that the asker may see."""
        found = escalations_of(request.session, request.team.id)
        seen = [one for one in found if one.is_open and may_see(request, one)]
        return tuple((f"{one.ref} {one.school.name}", one.ref) for one in seen[:25])


def may_see(request: Request, concern: Escalation) -> bool:
    """Whether a concern is for the asker: a restricted one for those who are named alone."""
    return not concern.restricted or any(reader.person_id == request.person.id for reader in concern.readers)
