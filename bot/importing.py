"""The verbs that bring a team's history: `caseload import`, `actions import`, `governance import`, `ofsted "
"import`, `links import`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from commands.command import Question, Request
from commands.kinds.a_person import people_called
from commands.kinds.who import Lead, lead_called
from commands.meetings.new import new_meeting, usual_chair
from commands.meetings.times import MeetingTime, check_the_school_is_open
from commands.registry import COMMANDS
from notifications.nudge import facts_of
from policy.refused import Refused
from storage.audit import begin_change
from storage.carrying_on import waiting_successions
from storage.imports.caseload import import_caseload
from storage.imports.desk import Desk
from storage.imports.governance import import_governance
from storage.imports.line_report import FileReport
from storage.imports.team_actions import import_actions
from storage.meetings import Meeting
from storage.news import COMMAND_LINE
from storage.people import Person, Role, holders_of, roles_of
from storage.schools import School
from storage.teams import Team, all_teams, team_called

ADVISING = frozenset({Role.ADVISER, Role.LEAD})


def import_team_file(
    session: Session,
    importer: Callable[..., FileReport],
    path: Path,
    *,
    team: str | None,
    now: datetime,
    dry_run: bool,
) -> FileReport:
    """Put a team's own file to its importer, as a change of that team. Raises Refused, and the caller rolls back."""
    found = team_of_verb(session, team)
    request = _request(session, found, now)
    begin_change(session, found.id, None, COMMAND_LINE, now)
    return importer(_desk(request), path, dry_run=dry_run)


IMPORTERS: dict[str, Callable[..., FileReport]] = {
    "caseload": import_caseload,
    "actions": import_actions,
    "governance": import_governance,
}
"""By the noun of the verb."""


def team_of_verb(session: Session, name: str | None) -> Team:
    """The team that is named, or the only one there is. Raises Refused with the names there are."""
    teams = all_teams(session)
    known = ", ".join(f'"{team.name}"' for team in teams)
    if not teams:
        raise Refused('There is no team yet. First: rrp-bot init --team NAME --framework walsall --admin "Jane Doe"')
    if name is None and len(teams) > 1:
        raise Refused(f"There are several teams: {known}. Say which: --team {known.split(', ')[0]}")
    found = team_called(session, " ".join(name.split())) if name is not None else teams[0]
    if found is None:
        raise Refused(f"There is no team called “{name}”. There are: {known}.")
    return found


def lines_about_successors(session: Session) -> tuple[str, ...]:
    """For every team, the closed schools with open work that have a successor, and what to type to carry them on."""
    return tuple(
        f"{team.name}: {old.name}, URN {old.urn}, "
        + (f"is {new[0].name}, URN {new[0].urn}, now" if len(new) == 1 else f"has {len(new)} successors")
        + f". To carry it on, somebody types: school carry on {old.urn}"
        for team in all_teams(session)
        for old, new in waiting_successions(session, team.id, team.la_code)
    )


def _request(session: Session, team: Team, now: datetime) -> Request:
    """What the commands' own readers of names need: the team's first admin asks, at the command line."""
    facts = facts_of(session, team)
    admins = holders_of(Role.ADMIN, facts.colleagues)
    if not admins:
        raise Refused(f"{team.name} has no admin, in whose name the import could be made.")
    return Request(
        session=session,
        team=team,
        person=admins[0],
        roles=roles_of(admins[0], facts.colleagues),
        facts=facts,
        now=now,
        door=COMMAND_LINE,
        workspace="local",
        channel="",
        commands=COMMANDS,
    )


def _desk(request: Request) -> Desk:
    return Desk(
        session=request.session,
        team=request.team,
        entered_by=request.person,
        now=request.now,
        framework=request.framework,
        calendar=request.facts.calendar,
        schools=request.schools,
        adviser_called=lambda name: _adviser_called(name, request),
        lead_called=lambda words, school: _lead_called(words, school, request),
        book=lambda school, kind, starts_at: _book(request, school, kind, starts_at),
    )


def _adviser_called(name: str, request: Request) -> Person:
    found = people_called(name, request.colleagues)
    if len(found) > 1:
        raise Refused(f"{len(found)} people could be “{name[:40]}”: {_names(found)}. Fill in the whole name")
    if not found:
        raise Refused(
            f"nobody in the team is called “{name[:40]}”. There are: {_names(request.colleagues)}. "
            f'An admin adds people with: team add "{name[:40]}" adviser'
        )
    if not roles_of(found[0], request.colleagues) & ADVISING:
        raise Refused(
            f"{found[0].name} is no adviser; an admin changes that with: team roles @{found[0].first_name} adviser"
        )
    return found[0]


def _names(people: Sequence[Person]) -> str:
    return ", ".join(person.name for person in people)


def _lead_called(words: str, school: School, request: Request) -> Lead:
    """As commands read it; a question, which nobody is there to answer, becomes a refusal with its options."""
    try:
        return lead_called(words, school, request)
    except Question as question:
        options = ", ".join(f"“{option.value}”" for option in question.options)
        raise Refused(f"{question.text} Fill in one of these: {options}") from question


def _book(request: Request, school: School, kind: str, starts_at: datetime) -> Meeting:
    chosen = request.framework.meeting_kind(kind)
    starts_at = starts_at.astimezone(UTC)
    check_the_school_is_open(school, starts_at)
    time = MeetingTime(starts_at, starts_at + chosen.usual_length, ())
    return new_meeting(request, school, chosen, time, usual_chair(request))
