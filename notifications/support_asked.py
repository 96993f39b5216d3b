"""What the first meeting has to record where another school supports this one: who pays, and the non-negotiables.

Source: W0-25 "this must be agreed and recorded at the first TAS meeting", W0-04.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from notifications.message import Button
from notifications.nudge import TeamFacts
from storage.meetings import Meeting, MeetingState, Presence
from storage.schools import ContactRole
from storage.support import agreements_of

CAME = (Presence.PRESENT, Presence.SUBSTITUTE)


def still_to_record(session: Session, meeting: Meeting, facts: TeamFacts) -> tuple[tuple[str, Button], ...]:
    """What is missing after the first meeting of the kind, each with the step that mends it; mostly nothing.

    A supporting school takes part where an agreement is on record or its place at the table was taken.
    """
    rules = facts.framework.support
    if rules is None or meeting.kind != rules.first_meeting_kind or meeting.occurrence != 1:
        return ()
    if meeting.state != MeetingState.HELD:
        return ()
    agreements = [one for one in agreements_of(session, meeting.team_id, meeting.school_id) if one.is_open]
    kind = facts.framework.meeting_kind(meeting.kind)
    seats = {seat.key for seat in kind.members if seat.role == ContactRole.SUPPORTING_SCHOOL}
    came = any(row.role in seats and row.presence in CAME for row in meeting.members)
    if not agreements and not came:
        return ()
    urn = meeting.school.urn
    if not agreements:
        words = f"A supporting school took part; its cost and who pays: “{rules.cost_clause}”."
        return ((words, Button("Agree support", f"support start {urn}")),)
    found = []
    for key, clause, label in (
        ("cost", rules.cost_clause, "Cost"),
        ("payer", rules.cost_clause, "Who pays"),
        ("non_negotiables", rules.non_negotiables_clause, "Non-negotiables"),
    ):
        if clause and not all(getattr(one, key) for one in agreements):
            found.append((f"{label}: “{clause}”.", Button(label, f"support change {urn} {key.replace('_', '-')}")))
    return tuple(found)
