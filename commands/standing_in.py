"""Who covers somebody may do what the covered person may, while the cover lasts; the audit tells both."""

from __future__ import annotations

from collections.abc import Collection

from commands.command import Command, Request
from policy.saying import london_day
from storage.audit import act_for
from storage.people import Person, Role, roles_of


def is_theirs(request: Request, people: Collection[int | None], school_id: int) -> bool:
    """Whether the asker is one of these people, or stands in for one of them at the school today."""
    return request.person.id in people or _away_among(request, people, school_id) is not None


def leads(request: Request) -> bool:
    """Whether the asker leads the team today; the audit tells for whom, where it is by standing in."""
    if Role.LEAD in request.roles:
        _tell_whose_role(request, frozenset({Role.LEAD}))
    return Role.LEAD in request.roles


def tell_both(request: Request, people: Collection[int | None], school_id: int) -> None:
    """Let the audit tell for whom the asker changes something that belongs to these people and not to the asker."""
    away = _away_among(request, people, school_id)
    if request.person.id not in people and away is not None:
        act_for(request.session, away.id)


def tell_whose_role(request: Request, command: Command) -> None:
    """Let the audit tell for whom the asker uses a command that is not for the asker's own roles."""
    _tell_whose_role(request, command.allowed)


def _tell_whose_role(request: Request, wanted: frozenset[Role]) -> None:
    if roles_of(request.person, request.colleagues) & wanted:
        return
    today = london_day(request.now)
    covers = [cover for cover in request.facts.covers if cover.holds_on(today)]
    at_one_school = [cover.person for cover in covers if cover.deputy_id == request.person.id]
    for away in (*request.facts.covered_by(request.person.id, None, today), *at_one_school):
        if roles_of(away, request.colleagues) & wanted:
            act_for(request.session, away.id)
            return


def _away_among(request: Request, people: Collection[int | None], school_id: int) -> Person | None:
    covered = request.facts.covered_by(request.person.id, school_id, london_day(request.now))
    return next((person for person in covered if person.id in people), None)
