"""A team with a year and a half of work, on a record of its own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from bot.sampling.actions import SampleActions
from bot.sampling.ground import Ground, Stock
from bot.sampling.meetings import SampleMeetings
from bot.sampling.visits import SampleVisits
from bot.sampling.words import CHAIR, CLERK, FIRST_NAMES, LAST_NAMES, LEAD, READER, TITLES
from notifications.nudge import facts_of
from policy.framework import load_framework
from policy.refused import Refused
from policy.saying import london_day, say_moment
from policy.school_year import year_label
from storage.advisers import AttachedAdviser
from storage.audit import begin_change
from storage.founding import found_team
from storage.imports.gias import import_register
from storage.people import Person, PersonRole, Role, add_person
from storage.registers import SHIPPED_LA_CODE, shipped_register
from storage.schools import Contact, ContactRole, School, Standing
from storage.teams import Team, TeamCounter, all_teams

TEAM = "A made-up council (sample)"
SCHOOLS_OF_AN_ADVISER = 35
A_SUPPORTED_SCHOOL_IN = 9


def add_sample_year(session: Session, *, schools: int, seed: int, now: datetime) -> tuple[str, ...]:
    """Store a team with the work of the last school year and this one; what there is now, in words. The caller commits.

    The same number, moment and register give the same year. Its rows have no history in the audit: they are stored
    in bulk. Raises Refused for a record that has a team already.
    """
    if teams := all_teams(session):
        raise Refused(
            f"This record holds the team {teams[0].name}. A sample wants a record of its own, for example: "
            "DATABASE_URL=sqlite:///var/sample.sqlite3 rrp-bot sample"
        )
    if schools < 1:
        raise Refused("A sample needs schools, for example: rrp-bot sample --schools 450")
    dice = random.Random(seed)  # noqa: S311 - made-up work, nothing secret
    la_code, chosen = _schools(session, schools, dice)
    team, people = _team(session, la_code, len(chosen), dice, now)
    contacts = _contacts(session, team, chosen, dice, now)
    turns = _attach(session, team, chosen, people.advisers, now)
    stock = Stock(chosen, chosen[::A_SUPPORTED_SCHOOL_IN], turns, contacts, people.chairs, people.clerk)
    ground = Ground(session, facts_of(session, team), stock, dice, now)
    counts = _store(ground)
    session.execute(update(TeamCounter).where(TeamCounter.team_id == team.id).values(**counts))
    year = ground.first_year
    fewer = f"That is all there are; {schools:,} were asked for. More come with: rrp-bot schools import FILE"
    return (
        f"{len(chosen):,} schools of {chosen[0].la_name or la_code} ({la_code}), "
        f"{len(people.advisers)} advisers, {year_label(year)} and {year_label(year + 1)}, seen from {say_moment(now)}.",
        ", ".join(f"{count:,} {what}" for what, count in counts.items()),
        *((fewer,) if len(chosen) < schools else ()),
        f'Next: rrp-bot console --as "{people.lead.name}" --at {now:%Y-%m-%dT%H:%M}',
    )


def _store(ground: Ground) -> dict[str, int]:
    """Store all work; how many there are of each noun, which are the last references given out."""
    meetings = SampleMeetings(ground)
    visits = SampleVisits(ground).store()
    plans, priorities = meetings.store_plans()
    met, factors = meetings.store_meetings()
    actions = SampleActions(ground).store(priorities, factors)
    return {"visits": visits, "actions": actions, "meetings": met, "plans": plans}


@dataclass(frozen=True)
class _People:
    lead: Person
    clerk: Person
    advisers: Sequence[Person]
    chairs: Sequence[Person]


def _schools(session: Session, wanted: int, dice: random.Random) -> tuple[str, list[School]]:
    """Open schools of the smallest council that has enough of them, else of the largest, by name.

    Councils come from the register on record; where there is none, the shipped one is read.
    """
    is_open = School.standing.in_((Standing.OPEN, Standing.CLOSING))
    councils = select(School.la_code, func.count()).where(is_open, School.la_code.is_not(None)).group_by(School.la_code)
    found = session.execute(councils).all()
    if not found:
        with shipped_register() as path:
            import_register(session, path, la_code=SHIPPED_LA_CODE)
        found = session.execute(councils).all()
    sizes = sorted((count, str(code)) for code, count in found)
    code = next((code for count, code in sizes if count >= wanted), sizes[-1][1])
    query = select(School).where(is_open, School.la_code == code).order_by(School.urn)
    schools = list(session.scalars(query))
    return code, sorted(dice.sample(schools, min(wanted, len(schools))), key=lambda school: (school.name, school.urn))


def _team(session: Session, la_code: str, schools: int, dice: random.Random, now: datetime) -> tuple[Team, _People]:
    starts = _enrolled_on(now)
    team, lead = found_team(
        session,
        name=TEAM,
        framework=load_framework("walsall"),
        la_code=la_code,
        admin=LEAD,
        door="command line",
        now=starts,
        is_try_out=True,
    )
    begin_change(session, team.id, lead.id, "command line", starts)
    lead.roles.append(PersonRole(role=Role.LEAD))
    team.go_live_on = london_day(starts)
    count = max(3, -(-schools // SCHOOLS_OF_AN_ADVISER))
    advisers = [add_person(session, team, name, (Role.ADVISER,), starts) for name in _names(count, dice)]
    chairs = [add_person(session, team, CHAIR, (Role.CHAIR,), starts)]
    clerk = add_person(session, team, CLERK, (Role.CLERK,), starts)
    add_person(session, team, READER, (Role.READER,), starts)
    session.flush()
    return team, _People(lead, clerk, advisers, chairs)


def _enrolled_on(now: datetime) -> datetime:
    """The first of September of the school year before this one, at nine."""
    today = london_day(now)
    first = today.year - (1 if today >= date(today.year, 9, 1) else 2)
    return datetime.combine(date(first, 9, 1), time(9), now.tzinfo)


def _names(count: int, dice: random.Random) -> list[str]:
    """So many names, the first of them Amina Khan's; no two have the same first name while there are enough."""
    first = ["Amina", *dice.sample(FIRST_NAMES[1:], len(FIRST_NAMES) - 1)]
    last = ["Khan", *dice.sample(LAST_NAMES[1:], len(LAST_NAMES) - 1)]
    return [f"{first[one % len(first)]} {last[(one + one // len(first)) % len(last)]}" for one in range(count)]


def _contacts(
    session: Session, team: Team, schools: Sequence[School], dice: random.Random, now: datetime
) -> dict[tuple[int, str], int]:
    """A head teacher and a chair of governors of each school, by (school, role); their addresses lead nowhere."""
    rows = [
        {
            "team_id": team.id,
            "school_id": school.id,
            "role": role.value,
            "name": f"{dice.choice(TITLES)} {dice.choice('ABCDEGHJKLMNPRST')} {dice.choice(LAST_NAMES)}",
            "email": f"{mailbox}@school{school.urn}.example",
            "from_on": london_day(_enrolled_on(now)),
            "added_at": _enrolled_on(now),
        }
        for school in schools
        for role, mailbox in ((ContactRole.HEAD, "head"), (ContactRole.CHAIR_OF_GOVERNORS, "governors"))
    ]
    stored = insert(Contact).returning(Contact.id, sort_by_parameter_order=True)
    ids = session.scalars(stored, rows).all()
    return {(int(str(row["school_id"])), str(row["role"])): one for row, one in zip(rows, ids, strict=True)}


def _attach(
    session: Session, team: Team, schools: Sequence[School], advisers: Sequence[Person], now: datetime
) -> dict[int, Person]:
    turns = {school.id: advisers[place % len(advisers)] for place, school in enumerate(schools)}
    since = london_day(_enrolled_on(now)) + timedelta(days=1)
    session.execute(
        insert(AttachedAdviser),
        [
            {"team_id": team.id, "school_id": school_id, "person_id": person.id, "from_on": since, "until_on": None}
            for school_id, person in turns.items()
        ],
    )
    return turns
