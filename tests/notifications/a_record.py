"""A record with a team, two schools and the visits that a test needs, and the steps of planning and delivery on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from notifications.deliver import Claimed, claim, record
from notifications.messenger import Fate, Outcome
from notifications.plan import plan, plan_changed
from policy.framework import load_framework
from policy.saying import london as on_london_clock
from policy.working_time import WorkingTime, late_from, note_due
from storage.audit import begin_change
from storage.database import Database
from storage.destinations import Destination
from storage.founding import found_team
from storage.outbox import OutboxRow
from storage.people import Role, add_person
from storage.schools import Contact, ContactRole, School, Standing
from storage.visits import NoteDuty, NotePart, Visit, VisitState, visit_with_id
from tests.people_and_schools import SUMMER, london

T = TypeVar("T")

SENT = Outcome(Fate.SENT, platform_id="m-1")
HERE = ("console", "email")


class ARecord:
    """One team: Leo leads, Amina and Sam advise; Mrs Smith is the head teacher of Oakfield."""

    def __init__(self, database: Database, *, council: str = "Walsall", urn: int = 104001) -> None:
        """Store the team and its schools in an empty record."""
        self.database = database
        self._numbers = 0
        with database.change() as session:
            team, leo = found_team(
                session,
                name=council,
                framework=load_framework("walsall"),
                la_code="335",
                admin="Leo Barnes",
                door="test",
                now=SUMMER,
            )
            begin_change(session, team.id, leo.id, "test", SUMMER)
            people = [add_person(session, team, name, (Role.ADVISER,), SUMMER) for name in ("Amina Khan", "Sam Price")]
            team.next_look_at = None  # digests have tests of their own
            for person in (leo, *people):
                person.digest_off = True
            schools = [
                School(urn=urn + more, name=name, la_code="335", town="Walsall", standing=Standing.OPEN)
                for more, name in enumerate(("Oakfield Primary School", "St Bride's CofE Primary School"))
            ]
            session.add_all(schools)
            session.flush()
            self.team_id, self.leo = team.id, leo.id
            self.amina, self.sam = (person.id for person in people)
            self.oakfield, self.st_brides = (school.id for school in schools)
            head = Contact(
                team_id=team.id,
                school_id=self.oakfield,
                role=ContactRole.HEAD,
                name="Mrs J Smith",
                email="head@oakfield.example",
                from_on=date(2026, 9, 1),
                added_at=SUMMER,
            )
            session.add(head)
            session.flush()
            self.head = head.id

    def made(self, ended_at: str, *, logged_at: str | None = None, **more: object) -> int:
        """Store a visit by Amina to Oakfield that was made; its id."""
        ended = london(ended_at)
        return self._stored(
            london(logged_at or ended_at),
            started_at=ended - timedelta(hours=2),
            ended_at=ended,
            state=VisitState.MADE,
            made_at=london(logged_at or ended_at),
            note_due_at=note_due(ended),
            note_late_from=late_from(ended, 48, 2, WorkingTime()),
            **more,
        )

    def planned(self, starts_at: str, *, planned_at: str, **more: object) -> int:
        """Store a visit by Amina to Oakfield that is to come; its id."""
        starts = london(starts_at)
        times = {"started_at": starts, "ended_at": starts + timedelta(hours=2)}
        return self._stored(london(planned_at), state=VisitState.PLANNED, **times, **more)

    def _stored(self, now: datetime, **fields: object) -> int:
        self._numbers += 1
        usual: dict[str, object] = {
            "team_id": self.team_id,
            "number": self._numbers,
            "school_id": self.oakfield,
            "adviser_id": self.amina,
            "logged_by_id": self.amina,
            "logged_at": now,
            "kind": "core",
            "note_duty": NoteDuty.REQUIRED,
            "note": [NotePart(field="note", text="Attendance is up.")],
        }
        with self.database.change() as session:
            change = begin_change(session, self.team_id, self.amina, "test", now)
            visit = Visit(**(usual | fields))
            session.add(visit)
            session.flush()
            plan_changed(session, change.watched, now)
            return visit.id

    def change(self, visit_id: int, now: datetime, **fields: object) -> None:
        """Change a visit as a command does: with its audit, and put to its rules in the same transaction."""
        with self.database.change() as session:
            self.change_in(session, visit_id, now, **fields)

    def change_in(self, session: Session, visit_id: int, now: datetime, **fields: object) -> None:
        """The same, in a transaction that goes on."""
        change = begin_change(session, self.team_id, self.amina, "test", now)
        visit = visit_with_id(session, visit_id)
        for name, value in fields.items():
            setattr(visit, name, value)
        session.flush()
        session.expire_all()
        plan_changed(session, change.watched, now)

    def look_again_at(self, visit_id: int, when: datetime) -> None:
        """Let a visit's rules be asked then."""
        with self.database.change() as session:
            session.get_one(Visit, visit_id).next_look_at = when

    def visit(self, visit_id: int) -> Visit:
        """A visit as it stands."""
        with self.database.read() as session:
            visit = visit_with_id(session, visit_id)
        assert visit is not None
        return visit

    def plan(self, now: datetime) -> int:
        """Plan all that has come; how many rows were looked at."""
        looked = 0
        while batch := self._in_change(lambda session: plan(session, now)):
            looked += batch
        return looked

    def claim(self, owner: str, now: datetime, doors: Sequence[str] = HERE) -> tuple[Claimed, ...]:
        """The messages that this owner may send now."""
        return self._in_change(lambda session: claim(session, owner, doors, now))[1]

    def record(self, owner: str, claimed: Claimed, outcome: Outcome, now: datetime) -> int:
        """Write down what became of a message; how many rows it settled."""
        return self._in_change(lambda session: record(session, owner, claimed, outcome, now))

    def send_all(self, now: datetime, outcome: Outcome = SENT, owner: str = "here") -> list[tuple[str, str]]:
        """Plan, claim and record until nothing is due: receiver and title of each message."""
        self.plan(now)
        sent = []
        while taken := self.claim(owner, now):
            for one in taken:
                self.record(owner, one, outcome, now)
                sent.append((one.parcel.receiver, one.parcel.message.title))
        return sent

    def rows(self) -> list[tuple[str, str, str]]:
        """Key, state and earliest London time of everything in the outbox, in the order in which it was planned."""
        return [(row.key, row.state, f"{on_london_clock(row.not_before):%a %d %b %H:%M}") for row in self.outbox()]

    def outbox(self) -> Sequence[OutboxRow]:
        """The team's outbox rows, the oldest first."""
        query = select(OutboxRow).where(OutboxRow.team_id == self.team_id).order_by(OutboxRow.id)
        return self._in_read(lambda session: session.scalars(query).all())

    def set_outbox(self, **fields: object) -> None:
        """Put every row of the outbox into a state, as another process could have left it."""
        with self.database.change() as session:
            for row in session.scalars(select(OutboxRow).where(OutboxRow.team_id == self.team_id)):
                for name, value in fields.items():
                    setattr(row, name, value)

    def destinations(self, person_id: int) -> Sequence[Destination]:
        """Where a person can be reached."""
        query = select(Destination).where(Destination.team_id == self.team_id, Destination.person_id == person_id)
        return self._in_read(lambda session: session.scalars(query.order_by(Destination.id)).all())

    def add_destination(self, person_id: int, door: str, used_at: datetime, **more: object) -> None:
        """Let a person be reached by a further door."""
        with self.database.change() as session:
            session.add(
                Destination(
                    team_id=self.team_id,
                    person_id=person_id,
                    door=door,
                    workspace="w",
                    address=f"{door}-{person_id}",
                    used_at=used_at.astimezone(UTC),
                    **more,
                )
            )

    def set_destination(self, person_id: int, **fields: object) -> None:
        """Change every way to a person."""
        with self.database.change() as session:
            for one in session.scalars(
                select(Destination).where(Destination.team_id == self.team_id, Destination.person_id == person_id)
            ):
                for name, value in fields.items():
                    setattr(one, name, value)

    def _in_change(self, work: Callable[[Session], T]) -> T:
        with self.database.change() as session:
            return work(session)

    def _in_read(self, work: Callable[[Session], T]) -> T:
        with self.database.read() as session:
            return work(session)
