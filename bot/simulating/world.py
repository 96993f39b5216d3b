"""A made-up council: its schools, its team, and a record in memory that holds them."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy.orm import Session

from bot.sampling.words import CHAIR, CLERK, FIRST_NAMES, LAST_NAMES, LEAD, TITLES
from policy.framework import Framework
from policy.refused import Refused
from policy.saying import LONDON
from storage.advisers import attach
from storage.audit import begin_change
from storage.base import Base
from storage.categories import Categorisation, CategoryState
from storage.database import Database
from storage.founding import found_team
from storage.imports.gias import import_register
from storage.people import Person, PersonRole, Role, add_person
from storage.schools import Contact, ContactRole, School, Standing, schools_of
from storage.teams import Team

SCHOOLS = 24
SCHOOLS_OF_AN_ADVISER = 8
AN_ACADEMY_IN = 4
FIRST_URN = 900_001
PLACES = ("Ash", "Beech", "Cedar", "Dale", "Elm", "Fern", "Glebe", "Hazel", "Ivy", "Juniper", "Kiln", "Larch")
GROUNDS = ("Lane", "Green")
SORTS = ("Primary School", "Infant School", "Junior School", "Academy", "CofE Primary School", "High School")


@dataclass(frozen=True)
class World:
    """Who and what there is at the start of the year."""

    database: Database
    began_at: datetime
    framework: Framework
    team: Team
    lead: Person
    chair: Person
    clerk: Person
    advisers: tuple[Person, ...]
    schools: tuple[School, ...]
    categories: Mapping[int, str]
    """The key of each school's category, by the school's id."""

    def adviser_of(self, school: School) -> Person:
        """The adviser attached to a school all year."""
        return self.advisers[self.schools.index(school) % len(self.advisers)]

    def schools_of(self, adviser: Person) -> tuple[School, ...]:
        """The schools to which an adviser is attached."""
        return tuple(school for school in self.schools if self.adviser_of(school) is adviser)


def made_up_world(framework: Framework, starts: int, dice: random.Random, register: Path | None) -> World:
    """A record in memory with a team that begins on 1 September, and its schools: made up, or the open ones of a
    register file that are this council's. Raises Refused when the file has none.
    """
    first = date(starts, 9, 1)
    now = datetime.combine(first, time(8), LONDON)
    database = Database("sqlite://")
    Base.metadata.create_all(database.engine)
    with database.change() as session:
        schools = _schools(session, framework, register)
        team, lead = found_team(
            session,
            name=f"{framework.council} (made up)",
            framework=framework,
            la_code=framework.la_code,
            admin=LEAD,
            door="command line",
            now=now,
            is_try_out=True,
        )
        begin_change(session, team.id, lead.id, "command line", now)
        lead.roles.append(PersonRole(role=Role.LEAD))
        team.go_live_on = first
        advisers = _advisers(session, team, -(-len(schools) // SCHOOLS_OF_AN_ADVISER), dice, now)
        chair = add_person(session, team, CHAIR, (Role.CHAIR,), now)
        clerk = add_person(session, team, CLERK, (Role.CLERK,), now)
        categories = _categories(framework, schools)
        world = World(database, now, framework, team, lead, chair, clerk, advisers, schools, categories)
        session.flush()
        for school in schools:
            attach(session, team.id, school, world.adviser_of(school), first)
            _contacts(session, team, school, dice, now)
            if school.id in categories:
                session.add(_categorised(team, lead, school, categories[school.id], now))
    return world


def _categorised(team: Team, lead: Person, school: School, category: str, now: datetime) -> Categorisation:
    """A category that is in force from the first day on, as a team that arrives with a history has it."""
    return Categorisation(
        team_id=team.id,
        school_id=school.id,
        category=category,
        state=CategoryState.IN_FORCE,
        from_on=now.astimezone(LONDON).date(),
        because="Made up",
        proposed_by_id=lead.id,
        proposed_at=now,
    )


def _schools(session: Session, framework: Framework, register: Path | None) -> tuple[School, ...]:
    if register is not None:
        import_register(session, register, la_code=framework.la_code)
        found = tuple(school for school in schools_of(session, framework.la_code) if school.is_open)
        if not found:
            raise Refused(
                f"{register.name} has no open school of {framework.council} (local authority {framework.la_code}). "
                "It wants the register file of Get Information about Schools, or no --schools at all."
            )
        return found
    names = [f"{place} {ground} {SORTS[at % len(SORTS)]}" for ground in GROUNDS for at, place in enumerate(PLACES)]
    made = [_school(framework, number, name) for number, name in enumerate(names[:SCHOOLS])]
    session.add_all(made)
    session.flush()
    return tuple(made)


def _categories(framework: Framework, schools: Sequence[School]) -> dict[int, str]:
    """Every second school is in the first category, the others in turn in those that are supported; an academy in the
    first that is for academies.
    """
    found = {}
    for place, school in enumerate(schools):
        regime = "academy" if school.is_academy else "maintained"
        keys = [one.key for one in framework.categories if one.schools in {"all", regime}]
        if keys:
            found[school.id] = keys[0] if place % 2 == 0 or len(keys) == 1 else keys[1 + place // 2 % (len(keys) - 1)]
    return found


def _school(framework: Framework, number: int, name: str) -> School:
    academy = name.endswith("Academy") or number % AN_ACADEMY_IN == AN_ACADEMY_IN - 1
    return School(
        urn=FIRST_URN + number,
        name=name,
        la_code=framework.la_code,
        la_name=framework.area,
        town=framework.area,
        type_group="Academies" if academy else "Local authority maintained schools",
        phase="Secondary" if "High" in name else "Primary",
        standing=Standing.OPEN,
    )


def _advisers(session: Session, team: Team, count: int, dice: random.Random, now: datetime) -> tuple[Person, ...]:
    first = ("Amina", *dice.sample(FIRST_NAMES[1:], len(FIRST_NAMES) - 1))
    last = ("Khan", *dice.sample(LAST_NAMES[1:], len(LAST_NAMES) - 1))
    names = [f"{first[one % len(first)]} {last[(one + one // len(first)) % len(last)]}" for one in range(count)]
    return tuple(add_person(session, team, name, (Role.ADVISER,), now) for name in names)


def _contacts(session: Session, team: Team, school: School, dice: random.Random, now: datetime) -> None:
    roles: Sequence[tuple[ContactRole, str]] = (
        (ContactRole.HEAD, "head"),
        (ContactRole.CHAIR_OF_GOVERNORS, "governors"),
    )
    for role, mailbox in roles:
        session.add(
            Contact(
                team_id=team.id,
                school_id=school.id,
                role=role.value,
                name=f"{dice.choice(TITLES)} {dice.choice('ABCDEGHJKLMNPRST')} {dice.choice(LAST_NAMES)}",
                email=f"{mailbox}@school{school.urn}.example",
                from_on=now.astimezone(LONDON).date(),
                added_at=now,
            )
        )
