"""What `rrp-bot doctor` says of delivery: what was set aside, where nothing is taken, what nobody could say."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from storage.outbox import OutboxState, rows_set_aside, tally_of
from storage.places import parked_places
from storage.teams import Team
from storage.troubles import troubles_of


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    is_well: bool
    words: str


def delivery_findings(session: Session, team: Team) -> list[Finding]:
    """What has become of a team's messages, and what somebody has to see to."""
    aside = rows_set_aside(session, team.id)
    found = []
    failed = [row for row in aside if row.state == OutboxState.FAILED]
    if failed:
        ids = ", ".join(str(row.id) for row in failed[:5]) + (", ..." if len(failed) > 5 else "")
        words = f"{len(failed)} messages were set aside ({ids}). Look at them with: rrp-bot outbox list"
        found.append(Finding(False, f"{team.name}: {words}"))
    else:
        found.append(Finding(True, f"{team.name}: nothing was given up."))
    unclear = len(aside) - len(failed)
    tally = tally_of(session, team.id)
    if tally.unclear or unclear:
        words = f"{_times(tally.unclear)} nobody could say whether a message had arrived; {tally.repeats} were repeated"
        rest = f", {unclear} are still unclear: rrp-bot outbox list" if unclear else ""
        found.append(Finding(not unclear, f"{team.name}: {words}{rest}."))
    for place in parked_places(session, team.id):
        words = f"a place on {place.door} takes nothing: {place.parked_because}. See: rrp-bot outbox list"
        found.append(Finding(False, f"{team.name}: {words}"))
    for trouble in troubles_of(session, team.id):
        if trouble.thing.startswith("plan:"):
            words = f"the reminders of {trouble.thing.removeprefix('plan:')} cannot be worked out: {trouble.because}"
            found.append(Finding(False, f"{team.name}: {words}. The log says more."))
    return found


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"
