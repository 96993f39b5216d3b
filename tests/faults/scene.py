"""One team on an empty record, the program in front of it, and a story of arrivals and ticks to play."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import text

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from notifications.message import Answer
from notifications.messenger import Messenger
from policy.framework import load_framework
from storage.audit import begin_change
from storage.database import Database
from storage.founding import found_team
from storage.people import Role, add_person
from storage.references import next_reference
from storage.schools import Contact, ContactRole, School, Standing
from storage.tables import METADATA
from storage.visits import NoteDuty, NotePart, Visit, VisitState
from tests.emptying import EMPTIED

LONDON = ZoneInfo("Europe/London")
LEO, AMINA, SAM = "Leo Barnes", "Amina Khan", "Sam Price"
"""Lead and admin; two advisers."""
HEAD = "head@oakfield.example"
SUMMER = datetime(2026, 8, 3, 8, tzinfo=UTC)


def london(text: str) -> datetime:
    """`2026-11-05 14:00` by the clocks of London, as an instant in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def put_scene(database: Database) -> int:
    """Store Leo, Amina and Sam, who want no digests, Oakfield and its head teacher; the team's id."""
    with database.change() as session:
        framework = load_framework("walsall")
        team, leo = found_team(
            session, name="Walsall", framework=framework, la_code="335", admin=LEO, door="test", now=SUMMER
        )
        begin_change(session, team.id, leo.id, "test", SUMMER)
        amina = add_person(session, team, AMINA, (Role.ADVISER,), SUMMER)
        sam = add_person(session, team, SAM, (Role.ADVISER,), SUMMER)
        for person in (leo, amina, sam):
            person.digest_off = True
        schools = [
            School(urn=104001 + more, name=name, la_code="335", town="Walsall", standing=Standing.OPEN)
            for more, name in enumerate(("Oakfield Primary School", "Rushall Primary School"))
        ]
        session.add_all(schools)
        session.flush()
        contact = {"role": ContactRole.HEAD, "from_on": date(2026, 9, 1), "added_at": SUMMER}
        session.add(Contact(team_id=team.id, school_id=schools[0].id, name="Mrs J Smith", email=HEAD, **contact))
        return team.id


def put_visit(
    database: Database, ended_at: str, who: str = AMINA, sent_at: datetime | None = None, **written: str
) -> None:
    """Store a visit that ended at this London time, by hand and without its rules: they are asked at the next tick.

    Its deadlines are counted here: 48 hours, and from then late, in a week without holidays. With `sent_at`, its note
    has been put into the post.
    """
    ended = london(ended_at)
    with database.change() as session:
        begin_change(session, 1, 1, "test", ended)
        people = {"Leo Barnes": 1, "Amina Khan": 2, "Sam Price": 3}
        visit = Visit(
            team_id=1,
            number=next_reference(session, 1, "visits"),
            school_id=1,
            adviser_id=people[who],
            logged_by_id=people[who],
            logged_at=ended,
            made_at=ended,
            kind="core",
            state=VisitState.MADE,
            started_at=ended - timedelta(hours=2),
            ended_at=ended,
            note_duty=NoteDuty.REQUIRED,
            note_due_at=ended + timedelta(hours=48),
            note_late_from=ended + timedelta(hours=48),
            next_look_at=ended,
            note_sent_at=sent_at,
            note_sent_how="by e-mail from here" if sent_at else None,
            note_sent_to_id=1 if sent_at else None,
            note=[NotePart(field=field.replace("_", "-"), text=text) for field, text in written.items()],
        )
        session.add(visit)


def emptied(database: Database) -> None:
    """A record with all its tables and no row, its numbers beginning at 1 again."""
    METADATA.create_all(database.engine)
    with database.engine.begin() as connection:
        if database.is_sqlite:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
            connection.execute(text("DELETE FROM sqlite_sequence"))
        else:
            connection.execute(text(EMPTIED))


@dataclass
class Clock:
    """What the sender's clock shows; the doors write it into the ledger."""

    now: datetime = SUMMER

    def __call__(self) -> datetime:
        """The instant."""
        return self.now


@dataclass(frozen=True)
class Step:
    """One thing that happens in a story: a line that comes in, a button that is pressed, or a tick."""

    at: str
    says: str = ""
    presses: str = ""
    who: str = AMINA

    @property
    def instant(self) -> datetime:
        """When it happens."""
        return london(self.at)


@dataclass
class Program:
    """Core and clockwork over one record, with the doors that are given."""

    database: Database
    messengers: Mapping[str, Messenger]
    clock: Clock = field(default_factory=Clock)
    make_clockwork: Callable[..., Clockwork] = Clockwork
    make_core: Callable[..., Core] = Core

    def __post_init__(self) -> None:
        """Start it."""
        self.core = self.make_core(self.database, self.messengers)
        self.clockwork = self.make_clockwork(
            self.core, self.messengers, monotonic=lambda: 0.0, sleep=_no_sleep, dice=lambda: 0.5
        )
        self.last = Answer(message=None)  # type: ignore[arg-type]

    async def tick(self, at: datetime) -> None:
        """Do what is due at an instant."""
        self.clock.now = at
        await self.clockwork.tick(at)

    async def say(self, text: str, at: datetime, key: str, who: str = AMINA) -> Answer:
        """What a person is answered who types this at the console door, under this receipt key."""
        self.clock.now = at
        arrival = Arrival("console", "local", who.casefold(), "terminal", text, key, at, team_id=1)
        self.last = await self.core.handle(arrival)
        return self.last

    async def do(self, step: Step, number: int, later: timedelta = timedelta()) -> None:
        """Play one step of a story, perhaps later than it was written."""
        at = step.instant + later
        if step.presses:
            [says] = [button.says for button in self.last.message.buttons if button.label == step.presses]
            answer = await self.say(says, at, f"step-{number}", step.who)
        elif step.says:
            answer = await self.say(step.says, at, f"step-{number}", step.who)
        else:
            await self.tick(at)
            return
        if not answer.understood:
            raise AssertionError(f"{step} was answered: {answer.message}")

    def close(self) -> None:
        """Stop it as a person would."""
        self.core.close()


async def _no_sleep(seconds: float) -> None:
    await asyncio.sleep(0)


def every(minutes: int, first: str, last: str) -> Iterable[datetime]:
    """Instants from one London time to another, both included."""
    at, end = london(first), london(last)
    while at <= end:
        yield at
        at += timedelta(minutes=minutes)
