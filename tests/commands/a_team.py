"""A stage to try commands on: a record, a dozen schools, a team of five, a clock that stands, and the whole way in."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from bot.identity import who_came
from commands.command import Request
from notifications.message import Answer, Attachment, Button, Message, Table
from notifications.messenger import Fate, Messenger, Outcome, Parcel
from policy.framework import load_framework
from policy.saying import LONDON
from storage.audit import AuditRow, begin_change
from storage.database import Database
from storage.founding import found_team
from storage.people import Person, PersonRole, Role, add_person
from storage.schools import Contact, ContactRole, School, Standing, school_with_urn
from storage.tables import METADATA
from storage.teams import TeamCounter, all_teams
from storage.visits import Visit, visits_of
from tests.commands.on_postgres import theatre

AMINA, LEO, CARYS, SAM, MO, RUTH = "Amina Khan", "Leo Barnes", "Carys Evans", "Sam Price", "Mo Ali", "Ruth Shaw"
"""Adviser; lead and admin; chair; a second adviser; clerk; reader."""
JANE = "Jane Doe"
"""Admin, and so everything, of another council's team."""

WALSALL, SANDWELL = "Walsall School Improvement", "Sandwell School Improvement"
OLD_HALL, BLACKWOOD, ST_MARYS = 104274, 148364, 104233


def london(text: str) -> datetime:
    """`2026-11-25 09:00` by the clocks of London, as an aware instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


NOW = london("2026-11-25 09:00")
"""A Wednesday morning in term."""

SCHOOLS = (
    (OLD_HALL, "Old Hall School", "Bloxwich", "open"),
    (104188, "Short Heath Junior School", "Willenhall", "open"),
    (BLACKWOOD, "Blackwood School", "Sutton Coldfield", "open"),
    (ST_MARYS, "St Mary's The Mount Catholic Primary School", "Walsall", "open"),
    (104001, "Oakfield Primary School", "Walsall", "open"),
    (104002, "St Bride's CofE Primary School", "Walsall", "open"),
    (104011, "St Joseph's Catholic Primary School", "Darlaston", "open"),
    (104012, "St Joseph's Catholic Primary School", "Aldridge", "open"),
    (104021, "May Park Primary School", "Walsall", "open"),
    (104022, "Send Church of England Primary School", "Send", "open"),
    (104023, "Visit Lane Infant School", "Walsall", "open"),
    (104024, "Whetstone Field Primary School", "Aldridge", "open"),
    (104099, "Edgar Street Infant School", "Walsall", "closed"),
)


def put_schools(database: Database) -> None:
    """Store the schools of Walsall, and one of Sandwell."""
    with database.change() as session:
        session.add_all(
            School(
                urn=urn,
                name=name,
                la_code="335",
                la_name="Walsall",
                town=town,
                standing=Standing(standing),
                closed_on=date(2026, 8, 31) if standing == "closed" else None,
            )
            for urn, name, town, standing in SCHOOLS
        )
        session.add(School(urn=104400, name="Old Park School", la_code="333", town="Wednesbury", standing="open"))


def put_team(database: Database, now: datetime) -> None:
    """Store Walsall's team with the head teacher of Old Hall."""
    with database.change() as session:
        team, leo = found_team(
            session,
            name=WALSALL,
            framework=load_framework("walsall"),
            la_code="335",
            admin=LEO,
            door="command line",
            now=now,
        )
        begin_change(session, team.id, leo.id, "command line", now)
        leo.roles.append(PersonRole(role=Role.LEAD))
        add_person(session, team, AMINA, (Role.ADVISER,), now)
        add_person(session, team, CARYS, (Role.CHAIR,), now)
        add_person(session, team, SAM, (Role.ADVISER,), now)
        add_person(session, team, MO, (Role.CLERK,), now)
        add_person(session, team, RUTH, (Role.READER,), now)
        old_hall = school_with_urn(session, OLD_HALL)
        assert old_hall is not None
        session.add(
            Contact(
                team_id=team.id,
                school_id=old_hall.id,
                role=ContactRole.HEAD,
                name="Mrs J Smith",
                email="head@oldhall.example",
                from_on=date(2026, 9, 1),
                added_at=now,
            )
        )


def put_other_team(database: Database, now: datetime) -> None:
    """Store the team of another council."""
    with database.change() as session:
        found_team(
            session,
            name=SANDWELL,
            framework=load_framework("walsall"),
            la_code="333",
            admin=JANE,
            door="command line",
            now=now,
        )


def a_message(
    title: str,
    *lines: str,
    buttons: Mapping[str, str] | None = None,
    table: Table | None = None,
    attachment: Attachment | None = None,
) -> Message:
    """A message as one expects it; `buttons` gives what each label says."""
    pressed = tuple(Button(label, says) for label, says in (buttons or {}).items())
    return Message(title, lines, table, pressed, attachment)


class ThePost:
    """A way out that takes everything and remembers it."""

    def __init__(self, door: str) -> None:
        self.door = door
        self.parcels: list[Parcel] = []

    async def send(self, parcel: Parcel) -> Outcome:
        """Take it."""
        self.parcels.append(parcel)
        return Outcome(Fate.SENT, platform_id=f"{self.door}-{len(self.parcels)}")


class Stage:
    """What a person types goes in as it would at a door, and the answer comes out."""

    def __init__(self, database: Database, now: datetime = NOW, *, mails: bool = True) -> None:
        """Play on a record whose scene has been set."""
        self.database = database
        self.now = now
        self.post = ThePost("email")
        self.terminal = ThePost("console")
        self._keys = count(1)
        with database.read() as session:
            self.team_id, self.other_team_id = (team.id for team in all_teams(session))
        messengers: dict[str, Messenger] = {"console": self.terminal} | ({"email": self.post} if mails else {})
        self.core = Core(database, messengers, monotonic=lambda: 0.0)  # however long this machine takes
        self._clockwork = Clockwork(self.core, messengers, monotonic=lambda: 0.0)

    def arrival(self, text: str, who: str = AMINA, **more: object) -> Arrival:
        """What comes in when somebody types `text` now."""
        arrival = Arrival(
            door="console",
            workspace="local",
            user=who.casefold(),
            channel="terminal",
            text=text,
            receipt_key=f"line-{next(self._keys)}",
            now=self.now,
            team_id=self.other_team_id if who == JANE else self.team_id,
        )
        return replace(arrival, **more)  # type: ignore[arg-type]

    def answer(self, text: str, who: str = AMINA, **more: object) -> Answer:
        """The whole answer to what somebody types; the test fails where the bot could only give a reference."""
        answer = asyncio.run(self.core.handle(self.arrival(text, who, **more)))
        assert answer.reference is None, f"{text[:200]!r} ended in a fault of ours"
        return answer

    def say(self, text: str, who: str = AMINA, **more: object) -> Message:
        """What somebody reads who has typed `text`."""
        return self.answer(text, who, **more).message

    def all_say(self, *lines: str, who: str = AMINA) -> Message:
        """Type one line after the other; what the last one is answered. Each must be understood."""
        answers = [self.answer(line, who) for line in lines]
        assert [line for line, answer in zip(lines, answers, strict=True) if not answer.understood] == []
        return answers[-1].message

    def press(self, message: Message, label: str, who: str = AMINA) -> Message:
        """Press the button with this label."""
        says = next(button.says for button in message.buttons if button.label == label)
        return self.say(says, who)

    def fill_in(self, command: str, values: Mapping[str, str], who: str = AMINA) -> Answer:
        """Send the form of a command, as a door with forms does."""
        return self.answer(command, who, values=values, shows_forms=True)

    def number_visits_from(self, number: int) -> None:
        """Let the next visit have this number."""
        with self.database.change() as session:
            session.get_one(TeamCounter, self.team_id).visits = number - 1

    @contextmanager
    def request(self, who: str = AMINA) -> Iterator[Request]:
        """What a command is given when this person asks now."""
        with self.database.read() as session:
            person = who_came(session, self.arrival("", who))
            assert isinstance(person, Person)
            yield self.core._request(session, person, self.arrival("", who))

    def wait(self, **length: float) -> None:
        """Let the time pass; nothing is planned or sent meanwhile."""
        self.now += timedelta(**length)

    def tick(self) -> None:
        """Let the clockwork do what is due now."""
        asyncio.run(self._clockwork.tick(self.now))

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.database.engine.connect() as connection:
            return {
                name: connection.scalar(select(func.count()).select_from(table)) or 0
                for name, table in METADATA.tables.items()
            }

    def visit(self, number: int) -> Visit:
        """The team's visit with this number, with its note."""
        return next(visit for visit in self.visits() if visit.number == number)

    def visits(self) -> list[Visit]:
        """The team's visits in the order of their numbers."""
        with self.database.read() as session:
            return sorted(visits_of(session, self.team_id), key=lambda visit: visit.number)

    def audit(self) -> list[tuple[str, str, str]]:
        """(who, what, thing) of each audit row of the team so far."""
        with self.database.read() as session:
            rows = session.scalars(select(AuditRow).where(AuditRow.team_id == self.team_id).order_by(AuditRow.id))
            return [(str(row.person_id), row.what, row.thing) for row in rows]

    def changes(self) -> list[tuple[int, int | None, str]]:
        """(number, who, door) of each change of the team so far."""
        with self.database.read() as session:
            rows = session.scalars(select(AuditRow).where(AuditRow.team_id == self.team_id).order_by(AuditRow.id))
            return list(dict.fromkeys((row.change, row.person_id, row.door) for row in rows))

    def close(self) -> None:
        """Let the threads go."""
        self.core.close()


MATTERS = ("visit", "note_part", "school_alias", "contact", "person", "person_role", "audit", "audit_value", "team")
"""The tables of what was decided; drafts, receipts and destinations are the bot's own memory."""


@contextmanager
def nothing_stored(stage: Stage) -> Iterator[None]:
    """Fails when anything but a question and a receipt was stored in the block."""
    before = {name: stage.rows()[name] for name in MATTERS}
    numbers = numbers_given(stage)
    yield
    assert {name: stage.rows()[name] for name in MATTERS} == before
    assert numbers_given(stage) == numbers


def numbers_given(stage: Stage) -> tuple[int, int]:
    """How many visits and changes the team has numbered."""
    with stage.database.read() as session:
        counter = session.get_one(TeamCounter, stage.team_id)
        return counter.visits, counter.changes


def set_the_scene(database: Database) -> None:
    """Store schools, teams and people in an empty record with its tables."""
    long_ago = NOW - timedelta(days=900)
    put_schools(database)
    put_team(database, long_ago)
    put_other_team(database, long_ago)


@cache
def _scene() -> bytes:
    database = Database("sqlite://")
    METADATA.create_all(database.engine)
    set_the_scene(database)
    with database.engine.connect() as connection:
        scene: bytes = connection.connection.driver_connection.serialize()  # type: ignore[union-attr]
    database.close()
    return scene


def in_memory() -> Database:
    """A record in memory with the scene set; made once and copied, so that each test has its own at once."""
    database = Database("sqlite://")
    raw = database.engine.raw_connection()
    raw.driver_connection.deserialize(_scene())  # type: ignore[union-attr]
    raw.close()
    return database


def in_file(file: Path) -> Database:
    """The same in a file, where writers do not wait for each other, so that no test waits either."""
    file.write_bytes(_scene())
    return Database(f"sqlite:///{file}", wait_ms=0)


@contextmanager
def a_stage(now: datetime = NOW, *, mails: bool = True, file: Path | None = None) -> Iterator[Stage]:
    """A stage on a record in memory or in a file, or on PostgreSQL where the run asks for that."""
    with ExitStack() as stack:
        house = theatre()
        if house is None:
            database = in_memory() if file is None else in_file(file)
        else:
            database = stack.enter_context(house.scene(set_the_scene))
        stack.callback(database.close)
        stage = Stage(database, now, mails=mails)
        stack.callback(stage.close)
        yield stage
