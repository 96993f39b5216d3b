"""`rrp-bot outbox list | retry | drop`: what could not be delivered, and what a person decides about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from policy.refused import Refused
from policy.saying import say_moment
from storage.audit import begin_change, record_decision
from storage.destinations import Destination
from storage.outbox import OutboxRow, OutboxState, rows_set_aside
from storage.people import Person
from storage.places import parked_places, take_up_again
from storage.schools import Contact
from storage.teams import all_teams
from storage.troubles import mended

DOOR = "command line"
SET_ASIDE = {OutboxState.FAILED, OutboxState.UNCLEAR}
PLACE = "place-"
WORDS = {
    OutboxState.WAITING: "is still waiting to be sent",
    OutboxState.SENT: "has been sent",
    OutboxState.CANCELLED: "is not needed any more",
    OutboxState.DROPPED: "was dropped by somebody",
}


def list_outbox(session: Session) -> Sequence[str]:
    """A line for each message that was set aside and each place that takes nothing, by team, and what can be done."""
    lines: list[str] = []
    for team in all_teams(session):
        rows, places = rows_set_aside(session, team.id), parked_places(session, team.id)
        lines += [f"{team.name}: {len(rows)} set aside, {len(places)} places that take nothing."]
        lines += [_row_line(session, row) for row in rows]
        lines += [_place_line(session, place) for place in places]
    if not lines:
        return ("There is no team yet, so there is nothing to send.",)
    return (*lines, "Try one again with: rrp-bot outbox retry ID. Leave it unsent with: rrp-bot outbox drop ID")


def retry(session: Session, which: str, now: datetime) -> str:
    """Let a row that was set aside be sent after all, or a place be tried again; what was done, in words.

    Its reason is asked again before it goes. Raises Refused for an id that is none, or a row that is not set aside.
    """
    if which.startswith(PLACE):
        return _retry_place(session, which, now)
    row = _row_set_aside(session, which, now, "tried again")
    before = row.state
    row.state, row.outcome, row.settled_at, row.not_before = OutboxState.WAITING, None, None, now
    row.attempts = row.faults = row.looks = 0
    row.unclear_at, row.together_with = (now, row.id) if before == OutboxState.UNCLEAR else (None, None)
    _decided(session, row, before, now)
    return f"{which} is tried again at the next tick, unless its reason has gone. See what becomes of it in the log."


def drop(session: Session, which: str, now: datetime) -> str:
    """Leave a row that was set aside unsent for good; what was done, in words. Raises Refused as `retry` does."""
    if which.startswith(PLACE):
        raise Refused(f"A place is not dropped. It is tried again with: rrp-bot outbox retry {which}")
    row = _row_set_aside(session, which, now, "dropped")
    before = row.state
    row.state, row.outcome, row.settled_at = OutboxState.DROPPED, "dropped by hand", now
    _decided(session, row, before, now)
    return f"{which} is dropped: it will not be sent. {_about(session, row)}."


def _row_set_aside(session: Session, which: str, now: datetime, what: str) -> OutboxRow:
    known = session.get(OutboxRow, int(which)) if which.isdecimal() and int(which) < 2**31 else None
    if known is None:
        raise Refused(f"There is no message {which} in the outbox. What was set aside is shown by: rrp-bot outbox list")
    begin_change(session, known.team_id, None, DOOR, now)
    row = session.get_one(OutboxRow, known.id, with_for_update=True, populate_existing=True)
    if row.state not in SET_ASIDE:
        raise Refused(f"{which} {WORDS[OutboxState(row.state)]}, so it cannot be {what}.")
    return row


def _decided(session: Session, row: OutboxRow, before: str, now: datetime) -> None:
    record_decision(session, row, {"state": [before, row.state]})
    session.flush()
    left = [one for one in rows_set_aside(session, row.team_id) if one.rule == row.rule]
    if not left:
        mended(session, row.team_id, f"rule:{row.rule}", now)


def _retry_place(session: Session, which: str, now: datetime) -> str:
    number = which.removeprefix(PLACE)
    place = session.get(Destination, int(number)) if number.isdecimal() and int(number) < 2**31 else None
    if place is None or place.parked_at is None:
        raise Refused(f"There is no {which} that takes nothing. Such places are shown by: rrp-bot outbox list")
    begin_change(session, place.team_id, None, DOOR, now)
    session.refresh(place, with_for_update=True)
    record_decision(session, place, {"parked_because": [place.parked_because, None]})
    take_up_again(session, place.id, now)
    return f"{which} is used again from now on."


def _row_line(session: Session, row: OutboxRow) -> str:
    kind = "unclear whether it arrived" if row.state == OutboxState.UNCLEAR else "set aside"
    when = f"{say_moment(row.settled_at)}" if row.settled_at else "at an unknown time"
    return f"  {row.id}  {_about(session, row)}: {kind} {when} after {row.attempts} attempts: {row.outcome}"


def _about(session: Session, row: OutboxRow) -> str:
    person = session.get(Person, row.person_id) if row.person_id is not None else None
    contact = session.get(Contact, row.contact_id) if row.contact_id is not None else None
    who = person.name if person else contact.name if contact else row.receiver
    return f"{row.rule} of {row.occasion_on:%d %B %Y} for {who}"


def _place_line(session: Session, place: Destination) -> str:
    person = session.get(Person, place.person_id) if place.person_id is not None else None
    since = say_moment(place.parked_at) if place.parked_at else ""
    whose = f" of {person.name}" if person else ""
    return f"  {PLACE}{place.id}  {place.door}{whose}: takes nothing, last tried {since}: {place.parked_because}"
