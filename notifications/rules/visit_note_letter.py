"""The note itself, on its way to the head teacher by e-mail once the time for second thoughts is over.

Source: W2-01, notes are "normally available to the head teacher 48 hours after a visit".
"""

from __future__ import annotations

from datetime import datetime, timedelta

from notifications.message import Attachment, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, in_utc
from policy.saying import say_day
from storage.schools import Contact
from storage.visits import Visit, visit_with_id

NAME = "visit-note-letter"
BY_EMAIL = "by e-mail from here"
SECOND_THOUGHTS = timedelta(minutes=10)
"""How long a note that was sent can be called back; the same ten minutes in which a person can undo."""


def visit_note_letter(visit: Visit, facts: TeamFacts, now: datetime) -> Looked:
    """The note leaves for its contact ten minutes after `send`, at any hour: a letter disturbs nobody."""
    if visit.note_sent_at is None or visit.note_sent_how != BY_EMAIL or visit.note_sent_to is None:
        return Looked()
    occasion = Occasion(visit.note_sent_at + SECOND_THOUGHTS, None, firm=True)
    key = f"visit-letter:{visit.id}:{in_utc(visit.note_sent_at)}"
    return Looked((Nudge(key, visit.note_sent_to, "W2-01", Topic.LETTER, occasion),))


def words(visit: Visit, facts: TeamFacts, receiver: Contact, now: datetime) -> Message:
    """The e-mail that the head teacher reads."""
    kind = facts.framework.visit_kind(visit.kind)
    return Message(
        f"{kind.note_name[0].upper()}{kind.note_name[1:]}: {visit.school.name}, {say_day(visit.ended_at)}",
        (
            f"Dear {receiver.name},",
            f"Here is my {kind.note_name} for the {kind.name} on {say_day(visit.ended_at)}.",
            "If anything in it is not accurate, please let me know.",
            f"{visit.adviser.name}, {facts.framework.adviser}, {facts.framework.council}",
        ),
        attachment=Attachment(note_file_name(visit), note_text(visit, facts)),
    )


def note_file_name(visit: Visit) -> str:
    """What the note is called as a file."""
    return f"{visit.ref} {visit.school.name} {visit.ended_at:%Y-%m-%d}.txt".replace("/", "-")


def note_text(visit: Visit, facts: TeamFacts) -> str:
    """The whole note under its headings, as it leaves."""
    kind = facts.framework.visit_kind(visit.kind)
    parts = visit.note_parts
    headings = [f"{part.label}\n{parts[part.key]}" for part in kind.parts if part.key in parts]
    top = (
        f"{kind.note_name[0].upper()}{kind.note_name[1:]}\n{visit.school.name} (URN {visit.school.urn})\n"
        f"{kind.name[0].upper()}{kind.name[1:]} on {say_day(visit.ended_at)} by {visit.adviser.name}"
    )
    return "\n\n".join((top, *headings)) + "\n"


def why(visit: Visit, facts: TeamFacts) -> tuple[str, ...]:
    """Nobody asks why of a letter; the note's own deadline says where it comes from."""
    return ()


RULE = Rule(NAME, Topic.LETTER, visit_with_id, visit_note_letter, words, why)
