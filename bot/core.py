"""The one way in: an arrival becomes an answer in one session and one transaction, with a receipt that keeps it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

import structlog
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.arrival import Arrival
from bot.identity import Stranger, who_came
from bot.joining import code_in, redeem, words_after
from bot.knocking import ASK, is_knock, knock
from commands.command import Request
from commands.dispatch import dispatch
from commands.finding import after_answer, split_command
from commands.forms import suggestions
from commands.registry import COMMANDS
from commands.wish import NeedsToWrite, Wish
from notifications.message import Answer, Message
from notifications.nudge import facts_of
from notifications.plan import plan_changed
from notifications.references_only import for_door
from policy.refused import Refused
from policy.saying import london_day
from storage.audit import begin_change
from storage.crash_points import crash_point
from storage.database import DOORS_WAIT_MS, Database, RecordGone, is_busy, is_worth_repeating
from storage.destinations import used_destination
from storage.people import Person
from storage.places import take_up_again
from storage.receipts import Receipt, receipt_for
from storage.unusable import why_unusable

T = TypeVar("T")

PATIENCE_SECONDS = 2.0
"""A change that has not begun its commit so long after arrival is taken back: Slack waits three seconds in all."""
READERS = 4
POSTGRES_WRITERS = 8
UNUSABLE = "The record cannot be used at the moment. Nothing was stored; please try again in a while."
ANSWERS = TypeAdapter(Answer)
log = structlog.get_logger()


class TooSlow(Exception):  # noqa: N818 - the record was busy, nothing is broken
    """The change waited so long that nobody would hear of it."""


class PerhapsStored(Exception):  # noqa: N818 - it says what is known
    """The database went away while it was told to commit, and did not come back."""


class Core:
    """Answers arrivals in threads of its own: changes one after the other on SQLite, reads beside them."""

    def __init__(
        self,
        database: Database,
        doors: Collection[str],
        monotonic: Callable[[], float] = time.monotonic,
        threads: Callable[[int, str], Executor] = ThreadPoolExecutor,
    ) -> None:
        """`doors` are the doors that are open here; `monotonic` measures waiting, in seconds; `threads` gives so many
        threads under a name.
        """
        self.database = database
        self._doors = doors
        self._monotonic = monotonic
        self._writers = threads(1 if database.is_sqlite else POSTGRES_WRITERS, "changes")
        shared = database.is_sqlite and database.file is None
        self._readers = self._writers if shared else threads(READERS, "reads")

    async def handle(self, arrival: Arrival) -> Answer:
        """The answer, after everything about the arrival has been committed. Never raises what a person can cause."""
        began = self._monotonic()
        try:
            if _only_looks(arrival):
                try:
                    return await self._in(self._readers, lambda: self._look(arrival))
                except NeedsToWrite:
                    pass
            return await self._in(self._writers, lambda: self._change_in_time(arrival, began))
        except Refused as refusal:
            return Answer(Message(str(refusal)), understood=False)
        except TooSlow:
            return _sorry("The record is busy. Nothing was stored; please try again.")
        except PerhapsStored:
            return _sorry("The record was lost just now, and I cannot tell whether that is stored. Please look first.")
        except RecordGone:
            log.error("record gone", door=arrival.door)
            return _sorry(UNUSABLE)
        except DBAPIError as fault:
            if is_busy(fault):
                return _sorry("The record is busy. Nothing was stored; please try again.")
            if not any(why_unusable(self.database, one) for one in _with_causes(fault)):
                return _fault(arrival, fault)
            log.warning("record unusable", door=arrival.door, fault=type(fault.orig).__name__)
            return _sorry(UNUSABLE)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the person gets a reference and the others go on
            return _fault(arrival, fault)

    async def suggest(self, arrival: Arrival, command: str, field: str, text: str) -> tuple[tuple[str, str], ...]:
        """The (label, value) pairs that may be meant by what is typed so far into one field of a command's form.

        It reads and stores nothing, not even a receipt. None for somebody whom no team knows, or who may not use the
        command, and none while the record cannot be read: who types on sees the suggestions come back.
        """
        try:
            return await self._in(self._readers, lambda: self._suggest(arrival, command, field, text))
        except (RecordGone, DBAPIError) as fault:
            log.warning("no suggestions", door=arrival.door, fault=type(fault).__name__)
            return ()

    async def run_change(self, work: Callable[[Session], T]) -> T:
        """Run one short piece of the clockwork in a changing transaction of its own."""

        def in_transaction() -> T:
            with self.database.change() as session:
                return work(session)

        return await self._in(self._writers, in_transaction)

    async def run_read(self, work: Callable[[Session], T]) -> T:
        """Run one short look at the record."""

        def in_transaction() -> T:
            with self.database.read() as session:
                return work(session)

        return await self._in(self._readers, in_transaction)

    def close(self) -> None:
        """Wait for what is under way and let the threads go."""
        self._readers.shutdown(wait=True)
        self._writers.shutdown(wait=True)

    async def _in(self, pool: Executor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def _look(self, arrival: Arrival) -> Answer:
        with self.database.read() as session:
            person = who_came(session, arrival)
            if isinstance(person, Stranger):
                return _unknown(person)
            request = self._request(session, person, arrival)
            answer = dispatch(request, _wish(arrival, may_write=False), COMMANDS)
            return _as_the_team_wants(answer, request)

    def _suggest(self, arrival: Arrival, command: str, field: str, text: str) -> tuple[tuple[str, str], ...]:
        with self.database.read() as session:
            person = who_came(session, arrival)
            if isinstance(person, Stranger):
                return ()
            return suggestions(self._request(session, person, arrival), command, field, text, COMMANDS)

    def _change_in_time(self, arrival: Arrival, began: float) -> Answer:
        """Change, and once more where the database went away or chose this change to break a deadlock.

        The second time finds the receipt if the first was stored after all.
        """
        try:
            return self._change(arrival, began)
        except DBAPIError as fault:
            if not is_worth_repeating(fault):
                raise
            was_lost = fault.connection_invalidated
        try:
            return self._change(arrival, began)
        except (DBAPIError, TooSlow) as fault:
            if was_lost:
                raise PerhapsStored from fault
            raise

    def _change(self, arrival: Arrival, began: float) -> Answer:
        left = PATIENCE_SECONDS - (self._monotonic() - began)
        if left <= 0:
            raise TooSlow
        crash_point("arrived")
        answer = self._answer_and_store(arrival, began, min(DOORS_WAIT_MS, int(left * 1000)))
        crash_point("change committed")
        return answer

    def _answer_and_store(self, arrival: Arrival, began: float, wait_ms: int) -> Answer:
        with self.database.change(wait_ms=wait_ms) as session:
            person = who_came(session, arrival)
            if isinstance(person, Stranger):
                return _join(session, arrival) or _knock(session, arrival) or _unknown(person)
            begin_change(session, person.team_id, person.id, arrival.door, arrival.now)
            if (seen := receipt_for(session, arrival.door, arrival.receipt_key)) is not None:
                return ANSWERS.validate_python(seen.answer)
            crash_point("receipt looked for")
            request = self._request(session, person, arrival)
            answer = dispatch(request, _wish(arrival, may_write=True), COMMANDS)
            crash_point("changed")
            pressed_on = (arrival.door, arrival.on_message) if arrival.on_message is not None else None
            plan_changed(session, session.info["change"].watched, arrival.now, pressed_on)
            answer = replace(answer, changed=session.info["change"].rows > 0)
            answer = _as_the_team_wants(answer, request)
            if arrival.reachable:
                _was_here(session, person, arrival)
            kept = ANSWERS.dump_python(answer, mode="json")
            session.add(Receipt(door=arrival.door, key=arrival.receipt_key, at=arrival.now, answer=kept))
            session.flush()
            crash_point("receipt kept")
            if self._monotonic() - began > PATIENCE_SECONDS:
                raise TooSlow
            return answer

    def _request(self, session: Session, person: Person, arrival: Arrival) -> Request:
        facts = facts_of(session, person.team)
        return Request(
            session=session,
            team=person.team,
            person=person,
            roles=facts.roles_of(person, london_day(arrival.now)),
            facts=facts,
            now=arrival.now,
            door=arrival.door,
            workspace=arrival.workspace,
            channel=arrival.channel,
            channel_name=arrival.channel_name,
            aside=arrival.asks_in,
            commands=COMMANDS,
            mails="email" in self._doors,
        )


def _as_the_team_wants(answer: Answer, request: Request) -> Answer:
    """What is on record is told as this door may tell it; a refusal repeats only what was typed there."""
    return (
        replace(answer, message=for_door(answer.message, request.door, request.team)) if answer.understood else answer
    )


def _was_here(session: Session, person: Person, arrival: Arrival) -> None:
    """Reminders come where the person is, and a place from which somebody writes is well again."""
    where = arrival.door, arrival.workspace, arrival.user
    place = used_destination(session, person.team_id, person.id, *where, arrival.now)
    if place.parked_at is not None:
        take_up_again(session, place.id, arrival.now)


def _join(session: Session, arrival: Arrival) -> Answer | None:
    """What a stranger hears who says `link CODE`; None for any other line. A wrong code counts, so it is committed."""
    code = code_in(arrival.text)
    if code is None:
        return None
    who = arrival.door, arrival.workspace, arrival.user
    person = redeem(session, code, *who, arrival.now)
    return Answer(Message(words_after(session, person, *who)), understood=person is not None)


def _knock(session: Session, arrival: Arrival) -> Answer | None:
    """What a stranger hears who says `let me in`; None for any other line."""
    asked = is_knock(arrival.text)
    return Answer(Message(knock(session, arrival, asked))) if asked is not None else None


def _unknown(stranger: Stranger) -> Answer:
    return Answer(Message(stranger.words, buttons=(ASK,)), understood=False)


def _only_looks(arrival: Arrival) -> bool:
    """Whether the arrival can be answered without a writer's place: a command that changes nothing."""
    if after_answer(arrival.text) is not None:
        return False
    wanted = split_command(arrival.text, COMMANDS)
    return wanted is not None and not wanted[0].changes


def _wish(arrival: Arrival, *, may_write: bool) -> Wish:
    return Wish(arrival.text, arrival.values, arrival.shows_forms, may_write, arrival.pressed, arrival.asks_all)


def _with_causes(fault: DBAPIError) -> Iterator[DBAPIError]:
    """A fault of the database and those behind it: a lost savepoint hides that the disk is full."""
    one: BaseException | None = fault
    while one is not None:
        if isinstance(one, DBAPIError):
            yield one
        one = one.__cause__ or one.__context__


def _sorry(words: str) -> Answer:
    return Answer(Message(words), understood=False, again=True)


def _fault(arrival: Arrival, fault: Exception) -> Answer:
    reference = uuid4().hex[:8]
    log.error("arrival failed", reference=reference, door=arrival.door, exc_info=fault)
    words = "Something went wrong here, and nothing was stored. Please try again; if it goes on, tell your admin"
    return Answer(Message(f"{words} the reference {reference}."), understood=False, reference=reference)
