"""People of a team, what they may do, and who they are on each door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, Instant, TeamOwned
from storage.destinations import Destination
from storage.teams import Team


class Role(StrEnum):
    """What a person does in the team. One person may hold several."""

    ADVISER = "adviser"
    LEAD = "lead"
    CHAIR = "chair"
    CLERK = "clerk"
    ADMIN = "admin"
    READER = "reader"


class Person(TeamOwned, Audited, Base):
    """One member of a team."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    added_at: Mapped[Instant]
    left_at: Mapped[Instant | None]
    digest_at: Mapped[time | None]
    digest_off: Mapped[bool] = mapped_column(default=False)
    team: Mapped[Team] = relationship(lazy="raise")
    roles: Mapped[list[PersonRole]] = relationship(lazy="raise", order_by="PersonRole.id", cascade="all, delete-orphan")

    @property
    def initials(self) -> str:
        """First letters of the names, as channels show them: Amina Khan is AK."""
        return "".join(word[0] for word in self.name.split() if word[0].isalpha()).upper()

    @property
    def first_name(self) -> str:
        """What colleagues call this person."""
        return self.name.split()[0]

    @property
    def role_names(self) -> frozenset[Role]:
        """The roles that were given to this person by name."""
        return frozenset(Role(held.role) for held in self.roles)


class PersonRole(Audited, Base):
    """A role that a person holds."""

    __tablename__ = "person_role"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(20))


class Identity(Base):
    """Who a person is on one door. A human being who serves two teams has a person, and so an identity, in each."""

    __tablename__ = "identity"
    __table_args__ = (UniqueConstraint("door", "workspace", "user", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(60))
    user: Mapped[str] = mapped_column(String(160))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    person: Mapped[Person] = relationship(lazy="raise")


def add_person(session: Session, team: Team, name: str, roles: Sequence[Role], at: datetime) -> Person:
    """Store a person with these roles, known and reached at the terminal by name."""
    person = Person(team_id=team.id, name=name, added_at=at, roles=[PersonRole(role=role) for role in roles])
    session.add(person)
    session.flush()
    at_terminal = name.casefold()
    session.add(Identity(door="console", workspace="local", user=at_terminal, person_id=person.id))
    session.add(
        Destination(
            team_id=team.id, door="console", workspace="local", address=at_terminal, person_id=person.id, used_at=at
        )
    )
    session.flush()
    return person


def forget_ways_to(session: Session, person_id: int, at: tuple[str, str, str] | None = None) -> None:
    """Let go of how a person is known and reached at the doors: everywhere, or as one user (door, workspace, user)."""
    known = delete(Identity).where(Identity.person_id == person_id)
    reached = delete(Destination).where(Destination.person_id == person_id)
    if at is not None:
        door, workspace, user = at
        known = known.where(Identity.door == door, Identity.workspace == workspace, Identity.user == user)
        place = (Destination.door == door, Destination.workspace == workspace, Destination.address == user)
        reached = reached.where(*place)
    session.execute(known)
    session.execute(reached.execution_options(all_teams=True))


def count_admins(session: Session, team_id: int) -> int:
    """How many people of the team who have not left are admins, as the record has it now."""
    admins = select(func.count()).select_from(PersonRole).join(Person, Person.id == PersonRole.person_id)
    present = admins.where(Person.team_id == team_id, Person.left_at.is_(None), PersonRole.role == Role.ADMIN)
    return session.scalar(present) or 0


def team_members(session: Session, team_id: int) -> Sequence[Person]:
    """People of the team who have not left, by name, with their roles."""
    present = select(Person).where(Person.team_id == team_id, Person.left_at.is_(None)).order_by(Person.name)
    return session.scalars(present.options(joinedload(Person.roles))).unique().all()


def person_who_left(session: Session, team_id: int, name: str) -> Person | None:
    """Who left the team and had this name, in any case of letters; with roles, the last to leave where several did."""
    gone = select(Person).where(Person.team_id == team_id, Person.left_at.is_not(None)).order_by(Person.left_at.desc())
    people = session.scalars(gone.options(joinedload(Person.roles))).unique()
    return next((person for person in people if person.name.casefold() == name.casefold()), None)


def people_known_as(session: Session, door: str, workspace: str, user: str) -> Sequence[Person]:
    """Whom this user of a door stands for: one person in each team they serve, with team and roles."""
    known = (
        select(Person)
        .join(Identity, Identity.person_id == Person.id)
        .where(Identity.door == door, Identity.workspace == workspace, Identity.user == user, Person.left_at.is_(None))
        .order_by(Person.team_id)
        .options(joinedload(Person.team), joinedload(Person.roles))
        .execution_options(all_teams=True)
    )
    return session.scalars(known).unique().all()


def roles_of(person: Person, colleagues: Sequence[Person]) -> frozenset[Role]:
    """The roles a person holds now. An admin stands in for each role that nobody else in the team holds."""
    held = person.role_names
    if Role.ADMIN not in held:
        return held
    taken = frozenset[Role]().union(*(other.role_names for other in colleagues if other.id != person.id))
    return held | (frozenset(Role) - taken)


def holders_of(role: Role, colleagues: Sequence[Person]) -> tuple[Person, ...]:
    """Everyone in the team who acts in this role now, by name."""
    return tuple(person for person in colleagues if role in roles_of(person, colleagues))
