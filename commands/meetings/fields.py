"""Fields that several verbs about meetings share, and the other nouns that people say for a meeting."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from commands.command import Command, Done, Field, Request
from commands.kinds.a_meeting import AMeeting, AMeetingKind
from commands.kinds.words import Text
from notifications.message import Message
from policy.meeting_kinds import MeetingKind
from policy.refused import Refused
from storage.meetings import Meeting
from storage.people import Role

MEETING_PEOPLE = frozenset({Role.ADVISER, Role.LEAD, Role.CHAIR, Role.CLERK, Role.ADMIN})
"""Who may book meetings and write down what came of them; readers read."""
NOUNS = ("sib", "tas")
"""What else people type for a meeting; which kind each means is the council's."""

THE_MEETING = Field("meeting", "Which meeting?", AMeeting(), help="M3")
THE_KIND = Field("kind", "What kind of meeting?", AMeetingKind, required=False)
THE_REASON = Field("because", "Why?", Text(), opening="because")


def also(verb: str) -> tuple[str, ...]:
    """The verb after each of the other nouns, for verbs that a reference tells the kind: `sib agenda`."""
    return tuple(f"{noun} {verb}" for noun in NOUNS)


def by_noun(command: Command) -> tuple[Command, ...]:
    """The command once more for each noun, which then says what kind of meeting is meant: `sib book`, `tas book`.

    A council whose strategy has no kind of that name is told what it has.
    """
    return tuple(
        replace(
            command,
            name=command.name.replace("meeting", noun, 1),
            help=f"{command.help[:-1]}, of the kind your council calls {noun.upper()}.",
            example=command.example.replace("meeting", noun, 1),
            fields=tuple(field for field in command.fields if field.name != "kind"),
            run=partial(_of_the_noun, command, noun),
            says=(),
        )
        for noun in NOUNS
    )


def _of_the_noun(command: Command, noun: str, request: Request, **values: object) -> Message | Done:
    return command.run(request, kind=kind_called(request, noun).key, **values)


def kind_called(request: Request, noun: str) -> MeetingKind:
    """The kind of meeting that a noun means here. Raises Refused, saying what the strategy has, when it means none."""
    for kind in request.framework.meeting_kinds:
        if noun.casefold() in {kind.key, kind.short.casefold(), *(word.casefold() for word in kind.says)}:
            return kind
    known = ", ".join(f"{kind.short} ({kind.name})" for kind in request.framework.meeting_kinds)
    first = request.framework.meeting_kinds[0].key
    raise Refused(
        f"{request.framework.strategy} has no {noun.upper()}. It has: {known}. For example: meeting book {first} ..."
    )


def kind_of(request: Request, meeting: Meeting) -> MeetingKind:
    """The meeting's kind. Raises Refused when the strategy has none such (any more)."""
    return request.framework.meeting_kind(meeting.kind)
