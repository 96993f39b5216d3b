"""The one way in: an arrival becomes an answer in one session and one transaction, with a receipt that keeps it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import uuid4

import structlog
from pydantic import TypeAdapter
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.arrival import Arrival
from bot.identity import Stranger, who_came
from commands.command import Request
from commands.dispatch import NeedsToWrite, Wish, dispatch
from commands.finding import after_answer, split_command
from commands.registry import COMMANDS
from notifications.message import Answer, Message
from notifications.nudge import facts_of
from notifications.plan import plan_changed
from policy.refused import Refused
from storage.audit import begin_change
from storage.database import Database
from storage.outbox import used_destination
from storage.people import Person, roles_of
from storage.receipts import Receipt, receipt_for
from storage.unusable import why_unusable

T = TypeVar("T")

PATIENCE_SECONDS = 2.0
"""A change that has not begun its commit so long after arrival is taken back: Slack waits three seconds in all."""
READERS = 4
POSTGRES_WRITERS = 8
ANSWERS = TypeAdapter(Answer)
log = structlog.get_logger()


class TooSlow(Exception):  # noqa: N818 - the record was busy, nothing is broken
    """The change waited so long that nobody would hear of it."""


class Core:
    """Answers arrivals in threads of its own: changes one after the other on SQLite, reads beside them."""

    def __init__(self, database: Database, doors: Collection[str], monotonic: Callable[[], float] = time.monotonic):
        """`doors` are the doors that are open here; `monotonic` measures waiting, in seconds."""
        self.database = database
        self._doors = doors
        self._monotonic = monotonic
        self._writers = ThreadPoolExecutor(1 if database.is_sqlite else POSTGRES_WRITERS, "changes")
        shared = database.is_sqlite and database.file is None
        self._readers = self._writers if shared else ThreadPoolExecutor(READERS, "reads")

    async def handle(self, arrival: Arrival) -> Answer:
        """The answer, after everything about the arrival has been committed. Never raises what a person can cause."""
        began = self._monotonic()
        try:
            if _only_looks(arrival):
                try:
                    return await self._in(self._readers, lambda: self._look(arrival))
                except NeedsToWrite:
                    pass
            return await self._in(self._writers, lambda: self._change(arrival, began))
        except Refused as refusal:
            return Answer(Message(str(refusal)), understood=False)
        except TooSlow:
            return _sorry("The record is busy. Nothing was stored; please try again.")
        except DBAPIError as fault:
            known = why_unusable(self.database, fault)
            if known is None:
                return _fault(arrival, fault)
            log.warning("record unusable", door=arrival.door, fault=type(fault.orig).__name__)
            return _sorry("The record cannot be used at the moment. Nothing was stored; please try again in a while.")
        except Exception as fault:  # noqa: BLE001 - whatever it is, the person gets a reference and the others go on
            return _fault(arrival, fault)

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

    async def _in(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    def _look(self, arrival: Arrival) -> Answer:
        with self.database.read() as session:
            person = who_came(session, arrival)
            if isinstance(person, Stranger):
                return Answer(Message(person.words), understood=False)
            return dispatch(self._request(session, person, arrival), _wish(arrival, may_write=False), COMMANDS)

    def _change(self, arrival: Arrival, began: float) -> Answer:
        with self.database.change() as session:
            person = who_came(session, arrival)
            if isinstance(person, Stranger):
                return Answer(Message(person.words), understood=False)
            begin_change(session, person.team_id, person.id, arrival.door, arrival.now)
            if (seen := receipt_for(session, arrival.door, arrival.receipt_key)) is not None:
                return ANSWERS.validate_python(seen.answer)
            answer = dispatch(self._request(session, person, arrival), _wish(arrival, may_write=True), COMMANDS)
            plan_changed(session, session.info["change"].watched, arrival.now)
            used_destination(
                session, person.team_id, person.id, arrival.door, arrival.workspace, arrival.user, arrival.now
            )
            kept = ANSWERS.dump_python(answer, mode="json")
            session.add(Receipt(door=arrival.door, key=arrival.receipt_key, at=arrival.now, answer=kept))
            session.flush()
            if self._monotonic() - began > PATIENCE_SECONDS:
                raise TooSlow
            return answer

    def _request(self, session: Session, person: Person, arrival: Arrival) -> Request:
        facts = facts_of(session, person.team)
        return Request(
            session=session,
            team=person.team,
            person=person,
            roles=roles_of(person, facts.colleagues),
            facts=facts,
            now=arrival.now,
            door=arrival.door,
            channel=arrival.channel,
            commands=COMMANDS,
            mails="email" in self._doors,
        )


def _only_looks(arrival: Arrival) -> bool:
    """Whether the arrival can be answered without a writer's place: a command that changes nothing."""
    if after_answer(arrival.text) is not None:
        return False
    wanted = split_command(arrival.text, COMMANDS)
    return wanted is not None and not wanted[0].changes


def _wish(arrival: Arrival, *, may_write: bool) -> Wish:
    return Wish(arrival.text, arrival.values, arrival.shows_forms, may_write)


def _sorry(words: str) -> Answer:
    return Answer(Message(words), understood=False)


def _fault(arrival: Arrival, fault: Exception) -> Answer:
    reference = uuid4().hex[:8]
    log.error("arrival failed", reference=reference, door=arrival.door, exc_info=fault)
    words = "Something went wrong here, and nothing was stored. Please try again; if it goes on, tell your admin"
    return Answer(Message(f"{words} the reference {reference}."), understood=False, reference=reference)
