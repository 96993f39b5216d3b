"""The real program on a real file: opened, asked, moved through time, closed and opened again."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor, Future
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from sqlalchemy import event, func, select

from bot.arrival import Arrival
from bot.backstage import TeamBackstage
from bot.clockwork import Clockwork
from bot.console.clock import Clock
from bot.console.travel import travel
from bot.core import Core
from notifications.message import Answer
from notifications.messenger import Fate, Outcome, Parcel
from policy.framework import load_framework
from storage.advisers import AttachedAdviser
from storage.audit import AuditRow, begin_change, broken_link
from storage.database import Database
from storage.drafts import Draft
from storage.founding import found_team
from storage.people import PersonRole, Role, add_person
from storage.schools import Contact, ContactRole, School, Standing
from storage.tables import METADATA
from storage.teams import all_teams
from storage.visits import Visit
from tests.bot.never_lost.due import AMINA, ATTACHED, CARYS, LEO, SAM, SCHOOLS
from tests.kept_rows import NOTHING, KeptRows, keep_rows

T = TypeVar("T")
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


class Died(BaseException):
    """The process ended in the middle of a send."""


Template = Path | KeptRows
"""The record from which runs start: a file of SQLite, or the rows of PostgreSQL."""


def make_template(file: Path, digests: tuple[str, ...], record: Database) -> Template:
    """A record with the team and two schools, from which runs start; `digests` names those whose digest is on."""
    database = Database(f"sqlite:///{file}") if record.is_sqlite else record
    if database is record:
        NOTHING.put_back(record)
    else:
        METADATA.create_all(database.engine)
    with database.change() as session:
        team, leo = found_team(
            session,
            name="Walsall",
            framework=load_framework("walsall"),
            la_code="335",
            admin=LEO,
            door="test",
            now=SUMMER,
        )
        begin_change(session, team.id, leo.id, "test", SUMMER)
        leo.roles.append(PersonRole(role=Role.LEAD))
        people = {LEO: leo}
        for name, role in ((AMINA, Role.ADVISER), (SAM, Role.ADVISER), (CARYS, Role.CHAIR)):
            people[name] = add_person(session, team, name, (role,), SUMMER)
        for name, person in people.items():
            person.digest_off = name not in digests
        if not digests:
            team.next_look_at = None
        for number, name in enumerate(SCHOOLS):
            school = School(urn=104001 + number, name=name, la_code="335", town="Walsall", standing=Standing.OPEN)
            session.add(school)
            session.flush()
            adviser = people[ATTACHED[name]]
            turn = AttachedAdviser(team_id=team.id, school_id=school.id, person_id=adviser.id, from_on=date(2026, 7, 1))
            session.add(turn)
            session.add(
                Contact(
                    team_id=team.id,
                    school_id=school.id,
                    role=ContactRole.HEAD,
                    name=f"Head of {name}",
                    email=f"head{number}@school.example",
                    from_on=date(2026, 7, 1),
                    added_at=SUMMER,
                )
            )
    if database is record:
        return keep_rows(record)
    database.close()
    return file


def a_record(folder: Path) -> Database:
    """Where the record of one run after the other lies. The engine stays the same: a third of the time of a run would
    go into compiling its statements anew.
    """
    database = Database(f"sqlite:///{folder / 'record.sqlite3'}")
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    return database


def _start_from(template: Template, database: Database) -> None:
    if isinstance(template, KeptRows):
        template.put_back(database)
        return
    assert database.file is not None
    database.close()
    for beside in database.file.parent.glob(f"{database.file.name}-*"):
        beside.unlink()
    shutil.copyfile(template, database.file)


class TheProgram:
    """`on_tick` is called before and after each tick, `on_parcel` decides what becomes of each message."""

    def __init__(
        self,
        template: Template,
        database: Database,
        now: datetime,
        before_tick: Callable[[], None],
        after_tick: Callable[[datetime], None],
        on_parcel: Callable[[Parcel, datetime], Outcome],
    ) -> None:
        """Open a copy of the template, at a clock that stands."""
        _start_from(template, database)
        self.database = database
        self.clock = Clock(now)
        self._before_tick, self._after_tick, self._on_parcel = before_tick, after_tick, on_parcel
        self._keys = 0
        self._taken: set[str] = set()
        self._wrong: list[AssertionError] = []
        self.dies: Literal["before", "after"] | None = None
        self._loop = asyncio.new_event_loop()
        self.open()

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return self.clock.now()

    def open(self) -> None:
        """Start the process."""
        doors = ("console", "email")
        self._core = Core(self.database, doors, monotonic=lambda: 0.0, threads=AtOnce)
        self._clockwork = Clockwork(
            self._core, {door: _Remembering(door, self) for door in doors}, monotonic=lambda: 0.0
        )
        with self.database.read() as session:
            [self._team] = all_teams(session)
        self._backstage = TeamBackstage(self._core, self._clockwork, self._team)

    def close(self) -> None:
        """End the process, with whatever it was doing."""
        self._loop.run_until_complete(self._nothing_goes_on())
        self._core.close()
        self.database.close()

    def end(self) -> None:
        """End the process for good."""
        self.close()
        self._loop.close()

    def say(self, who: str, text: str) -> tuple[Arrival, Answer]:
        """A person types a line; what came in, and the answer."""
        self._keys += 1
        arrival = Arrival("console", "local", who.casefold(), "terminal", text, f"line-{self._keys}", self.now)
        return arrival, self.again(arrival)

    def again(self, arrival: Arrival) -> Answer:
        """The same arrival once more, with the same key, at whatever time it is now."""
        return self._run(self._backstage.handle(replace(arrival, now=self.now)))

    def tick(self) -> None:
        """Do what is due now."""
        self._run(self._tick(self.now))

    def travel_to(self, target: datetime) -> None:
        """Move the clock on as the terminal does, from stop to stop."""
        self._run(travel(_Stops(self._backstage, self._tick), self.clock, target, watched=lambda: True))

    def _run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(coroutine)

    async def _nothing_goes_on(self) -> None:
        """What a process that died was doing is not done."""
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _tick(self, now: datetime) -> None:
        self._before_tick()
        await self._backstage.tick(now)
        for wrong in self._wrong:
            raise wrong
        self._after_tick(now)

    def is_whole(self) -> bool:
        """Whether the chain of the audit is unbroken."""
        with self.database.read() as session:
            return broken_link(session, self._team.id) is None

    def effects(self) -> tuple[int, ...]:
        """How many changes, visits and questions are on record."""
        counts = [
            select(func.count()).select_from(table).where(table.team_id == self._team.id)
            for table in (AuditRow, Visit, Draft)
        ]
        with self.database.read() as session:
            return tuple(session.scalar(count) or 0 for count in counts)

    def post(self, parcel: Parcel) -> Outcome:
        """What becomes of a message that leaves now. The process may die before the platform has it, or after."""
        if self.dies == "before":
            raise Died
        try:
            outcome = self._on_parcel(parcel, self.now)
        except AssertionError as wrong:  # which the program would take for a fault of the door
            self._wrong.append(wrong)
            return SENT
        if outcome.fate is Fate.SENT:
            self._taken.add(parcel.mark)
        if self.dies == "after":
            raise Died
        return outcome

    def stands_there(self, parcel: Parcel) -> bool:
        """Whether the platform has taken this message."""
        return parcel.mark in self._taken


class AtOnce(Executor):
    """Threads that are none: work is done where it is asked for, which spares each step two changes of thread."""

    def __init__(self, number: int, name: str) -> None:
        """As many as are asked for, and none of them."""

    def submit(self, work: Callable[..., Any], /, *values: Any, **more: Any) -> Future[Any]:
        """Do it now."""
        done: Future[Any] = Future()
        try:
            done.set_result(work(*values, **more))
        except Exception as fault:  # noqa: BLE001 - whatever it is, it is given to whoever waits for the work
            done.set_exception(fault)
        return done


class _Remembering:
    def __init__(self, door: str, program: TheProgram) -> None:
        self.door = door
        self._program = program

    async def send(self, parcel: Parcel) -> Outcome:
        return self._program.post(parcel)

    async def look(self, parcel: Parcel, since: datetime) -> Outcome | None:
        return SENT if self._program.stands_there(parcel) else Outcome(Fate.LATER)


class _Stops:
    """The backstage with its ticks watched; everything else is as it is."""

    def __init__(self, backstage: TeamBackstage, tick: Callable[[datetime], object]) -> None:
        self._backstage = backstage
        self.tick = tick

    def __getattr__(self, name: str) -> object:
        return getattr(self._backstage, name)


SENT = Outcome(Fate.SENT, platform_id="sent")
NO_MAILBOX = Outcome(Fate.REFUSED, because="550 no such mailbox")
