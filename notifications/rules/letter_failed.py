"""The e-mail with a visit's note could not be delivered. Source: W2-01, since the note has then not gone."""

from __future__ import annotations

from datetime import datetime

from notifications.message import Button, Message
from notifications.note_clock import time_left, when_due
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, in_utc
from storage.people import Person
from storage.visits import Visit, visit_with_id

NAME = "letter-failed"


def letter_failed(visit: Visit, facts: TeamFacts, now: datetime) -> Looked:
    """The adviser is told at the next working moment, once for each letter, unless the note has gone meanwhile."""
    if visit.letter_failed_at is None or not visit.owes_a_note:
        return Looked()
    occasion = Occasion(facts.working_time.next_working_moment(visit.letter_failed_at), None, firm=True)
    key = f"letter-failed:{visit.id}:{in_utc(visit.letter_failed_at)}"
    return Looked((Nudge(key, visit.adviser, "W2-01", Topic.VISITS, occasion),))


def words(visit: Visit, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What went wrong, and that the clock runs again."""
    return Message(
        f"{visit.ref}: the note for {visit.school.name} could not be delivered",
        (
            f"The mail server says: {visit.letter_failed_because}",
            f"So the note has not gone; it is due {when_due(visit)}: {time_left(visit, facts, now)}.",
        ),
        buttons=(
            Button("School card", f"school {visit.school.urn}"),
            Button("Send it again", f"visit send {visit.ref}"),
            Button("It has gone", f"visit sent {visit.ref}"),
        ),
    )


def why(visit: Visit, facts: TeamFacts) -> tuple[str, ...]:
    """The failure says why."""
    return ()


RULE = Rule(NAME, Topic.VISITS, visit_with_id, letter_failed, words, why)
