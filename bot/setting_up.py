"""`rrp-bot init`: a team, its council's documents, its first admin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from policy.framework import load_framework
from policy.refused import Refused
from storage.destinations import used_destination
from storage.founding import found_team
from storage.imports.gias import import_register
from storage.people import Identity
from storage.registers import SHIPPED_LA_CODE, shipped_register
from storage.schools import schools_of
from storage.teams import all_teams, team_called


def set_up_team(
    session: Session,
    *,
    name: str,
    framework: str,
    admin: str,
    la_code: str | None,
    now: datetime,
    known_as: Sequence[tuple[str, str, str]] = (),
) -> tuple[str, ...]:
    """Store a team with its first admin, and the shipped register where it is this council's; what to do next.

    `known_as` says who the admin is on other doors than the terminal: door, workspace, user. Raises Refused for a name
    that is taken or empty, and for a framework that is not there.
    """
    team_name, admin_name = " ".join(name.split()), " ".join(admin.split())
    if not team_name or not admin_name:
        raise Refused('A team and its admin need names, for example: --team "Walsall" --admin "Jane Doe"')
    council = load_framework(framework)
    if team_called(session, team_name) is not None:
        raise Refused(f"There is a team called {team_name} already.")
    code = la_code or council.la_code
    lines = [f"{team_name}: {council.strategy}, local authority {code}."]
    if not schools_of(session, code) and code == SHIPPED_LA_CODE:
        with shipped_register() as path:
            lines += import_register(session, path, la_code=code).lines()[:1]
    team, person = found_team(
        session, name=team_name, framework=council, la_code=code, admin=admin_name, door="command line", now=now
    )
    for door, workspace, user in known_as:
        session.add(Identity(door=door, workspace=workspace, user=user, person_id=person.id))
        used_destination(session, team.id, person.id, door, workspace, user, now)
    lines.append(f"{person.name} is admin, and holds every other role until somebody else does.")
    if not schools_of(session, team.la_code):
        lines.append(f"No schools yet. Next: rrp-bot schools import FILE --la {code}")
    if any(other.is_try_out for other in all_teams(session)):
        lines.append("This record also holds the try-out team. For real work, set DATABASE_URL to a new place first.")
    if known_as:
        doors = " and ".join(door.capitalize() for door, _, _ in known_as)
        lines.append(f"{person.name} is known on {doors}. Next: rrp-bot run; others ask there to be let in.")
    else:
        lines.append(f'Next: rrp-bot console --team "{team.name}" --as "{person.name}"')
    lines.append('Then type: team add "Amina Khan" adviser')
    return tuple(lines)
