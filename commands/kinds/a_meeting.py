"""A meeting by its reference: M3; and the kinds of meeting that the council's strategy has."""

from __future__ import annotations

import re
from datetime import timedelta

from commands.command import Request
from commands.kinds.suggested import things_meant
from commands.kinds.words import Choice
from commands.line import shorten
from commands.standing_in import tell_both
from notifications.message import FieldKind
from policy.refused import Refused
from storage.meetings import Meeting, meeting_numbered, meetings_between, meetings_of_school

_REFERENCE = re.compile(r"(?<!\w)M\s?(\d{1,9})(?!\w)", re.IGNORECASE)
NEAR = timedelta(days=60)


class AMeeting:
    """A meeting of the asker's own team."""

    form_kind = FieldKind.REFERENCE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Meeting:
        """The meeting. Raises Refused when the team has none of this number, which is also said of another team's."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(
                f"“{shorten(text)}” is not the reference of a meeting. It looks like M3; “meeting list” shows them."
            )
        meeting = meeting_numbered(request.session, request.team.id, int(match[1]))
        if meeting is None:
            raise Refused(f"There is no meeting M{match[1]} in your team. “meeting list” shows those that there are.")
        tell_both(request, {meeting.chair_id}, meeting.school_id)
        return meeting

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """The nearest meetings, then those about a school that is being typed; by reference any of the team's."""
        match = _REFERENCE.fullmatch(text.strip())
        meeting = meeting_numbered(request.session, request.team.id, int(match[1])) if match else None
        return things_meant(
            text,
            request,
            named=_pair(request, meeting) if meeting else None,
            usual=self.choices(request),
            at_school=lambda school: (
                _pair(request, one) for one in meetings_of_school(request.session, request.team.id, school.id)
            ),
        )

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """The team's meetings of two months either way that were not cancelled, the nearest first."""
        near = meetings_between(request.session, request.team.id, request.now - NEAR, request.now + NEAR)
        nearest = sorted(near, key=lambda meeting: abs(meeting.starts_at - request.now))
        return tuple(_pair(request, meeting) for meeting in nearest[:8])


def _pair(request: Request, meeting: Meeting) -> tuple[str, str]:
    kinds = {kind.key: kind.short for kind in request.framework.meeting_kinds}
    return f"{meeting.ref} {kinds.get(meeting.kind, meeting.kind)} {meeting.school.name}", meeting.ref


def _kinds(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((kind.key, kind.name, (kind.short, *kind.says)) for kind in request.framework.meeting_kinds)


AMeetingKind = Choice(_kinds, "kind of meeting")
"""One of the kinds of meeting of the council's strategy, by any of its names."""
