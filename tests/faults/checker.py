"""Compares the platform's ledger with what was due, by arithmetic of its own: the program's is not used.

Source for what is due: notes are owed 48 hours after a visit (W2-01); reminders come on the working morning before,
one working hour before the deadline, then each working morning; nobody is told outside 8:30 to 17:00.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from storage.audit import broken_link
from storage.database import Database
from storage.outbox import OutboxRow, OutboxState
from storage.receipts import Receipt
from storage.troubles import Trouble
from storage.visits import Visit
from tests.faults.platform import Accepted
from tests.faults.scene import AMINA, LEO, LONDON, london

OPENS, CLOSES = time(8, 30), time(17)


@dataclass(frozen=True)
class Due:
    """One message that has to reach somebody on a day, not before and not after these London times."""

    who: str
    on: date
    earliest: time
    latest: time = CLOSES

    def fits(self, message: Accepted) -> bool:
        """Whether a message is this one."""
        at = message.at.astimezone(LONDON)
        return message.address == self.who.casefold() and at.date() == self.on

    def in_time(self, message: Accepted) -> bool:
        """Whether it came in its window."""
        return self.earliest <= message.at.astimezone(LONDON).time() < self.latest


def note_is_due(ended_at: str, until: str, who: str = AMINA) -> list[Due]:
    """What must be said of a visit's note that nobody sends, up to a London day, that day included.

    For weeks without bank holidays and school holidays, and a visit that ends in working hours.
    """
    ended = london(ended_at)
    deadline = (ended + timedelta(hours=48)).astimezone(LONDON)
    last_moment = deadline if _works(deadline.date()) else _at(_working_day(deadline.date(), -1), CLOSES)
    found = []
    before = _working_day(last_moment.date(), -1)
    if _at(before, time(9)) > ended:
        found.append(Due(who, before, time(9)))
    call = _an_hour_before(last_moment)
    found = [one for one in found if one.on != call.date()] + [Due(who, call.date(), call.time())]
    day = _working_day(deadline.date(), 1)
    while day <= date.fromisoformat(until):
        found += [Due(who, day, time(9)), Due(LEO, day, time(9))]
        day = _working_day(day, 1)
    return [one for one in found if one.on <= date.fromisoformat(until)]


def _an_hour_before(moment: datetime) -> datetime:
    """One working hour earlier; what is missing in the morning is taken from the end of the working day before."""
    missing = _at(moment.date(), OPENS) + timedelta(hours=1) - moment
    if missing <= timedelta():
        return moment - timedelta(hours=1)
    return _at(_working_day(moment.date(), -1), CLOSES) - missing


def _works(day: date) -> bool:
    return day.weekday() < 5


def _working_day(day: date, step: int) -> date:
    day += timedelta(days=step)
    while not _works(day):
        day += timedelta(days=step)
    return day


def _at(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, LONDON)


def faults_of(
    database: Database,
    ledger: Iterable[Accepted],
    due: Iterable[Due],
    *,
    hands_needed: bool = False,
    visits: int | None = None,
    besides: Iterable[str] = (),
) -> list[str]:
    """Everything that is wrong, in words; nothing when delivery has kept its promise.

    Messages with one of `besides` in their titles are not reminders about notes; they too may come twice only if that
    was counted.
    """
    due, found = list(due), []
    messages = [one for one in ledger if not any(words in one.title for words in besides)]
    with database.read() as session:
        rows = session.scalars(select(OutboxRow).execution_options(all_teams=True)).all()
        chain = broken_link(session, 1)
        open_troubles = session.scalars(
            select(Trouble).where(Trouble.mended_at.is_(None)).execution_options(all_teams=True)
        ).all()
        receipts = session.scalars(select(Receipt)).all()
        stored = session.scalars(select(Visit).execution_options(all_teams=True)).all()
    unclear = {_mark(row): row.unclear for row in rows}
    for one in due:
        mine = [message for message in messages if one.fits(message)]
        if not mine:
            found.append(f"lost: {one}")
        found += [f"out of its window: {message}" for message in mine if not one.in_time(message)]
    for mark, times in Counter(message.mark for message in ledger).items():
        if times > 1 + unclear.get(mark, 0):
            found.append(f"accepted {times} times, but {unclear.get(mark, 0)} unclear were counted: {mark}")
    for message in messages:
        if not any(one.fits(message) for one in due):
            found.append(f"nobody had asked for it: {message}")
    for day in {(one.address, one.at.astimezone(LONDON).date()) for one in messages}:
        marks = {one.mark for one in messages if (one.address, one.at.astimezone(LONDON).date()) == day}
        if len(marks) > 1:
            found.append(f"several messages about notes on one day: {day}")
    found += [f"still held: {row.key}" for row in rows if row.owner is not None]
    found += [f"settled without an end: {row.key}" for row in rows if _half_written(row)]
    found += ["the audit is broken"] if chain else []
    found += [f"a receipt without an answer: {one.key}" for one in receipts if not one.answer.get("message")]
    if visits is not None and len(stored) != visits:
        found.append(f"{len(stored)} visits are stored, {visits} were told of")
    if not hands_needed:
        found += [f"needs a hand: {row.key}: {row.outcome}" for row in rows if _needs_a_hand(row)]
        found += [f"needs a hand: {one.thing}: {one.because}" for one in open_troubles]
    return found


def _needs_a_hand(row: OutboxRow) -> bool:
    """Whether it was set aside; of a letter its adviser was told, who decides."""
    return row.state == OutboxState.FAILED and row.contact_id is None


def _half_written(row: OutboxRow) -> bool:
    ended = row.state != OutboxState.WAITING
    if row.state == OutboxState.SENT and (row.destination_id is None or row.platform_id is None):
        return True
    return ended != (row.settled_at is not None and ended)


def _mark(row: OutboxRow) -> str:
    return hashlib.sha256(f"{row.key}|{row.receiver}".encode()).hexdigest()[:24]
