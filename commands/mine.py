"""`mine`: what wants a person, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, Page, page_of
from commands.kinds.a_person import APerson
from commands.visits.list import short_day
from commands.visits.rate import on_time, rate_of
from commands.visits.saying import missing_parts
from notifications.digest_for import matters_reaching
from notifications.matters import Matter, Sort, Urgency, count_of, many_of, matters_of, with_chased
from notifications.message import Button, Message, Table
from policy.refused import Refused
from policy.saying import london_day
from storage.actions import open_actions
from storage.covers import Cover, covers_on, deputy_of
from storage.people import Person, Role
from storage.visits import visit_numbered
from storage.workload import Whose, actions_open, meetings_to_come, open_visits


def mine(request: Request, person: Person | None, page: int | None) -> Message:
    """Notes owed, visits, actions and meetings, also those of people whom the person stands in for; the on-time rate
    below. A lead may ask for somebody else's, a deputy for theirs whom they stand in for.
    """
    of = person or request.person
    covered = request.facts.covered_by(request.person.id, None, london_day(request.now))
    if of.id not in {request.person.id, *(one.id for one in covered)} and Role.LEAD not in request.roles:
        raise Refused("What others owe is for leads. Yours is: mine")
    covers = covers_on(request.session, request.team.id, london_day(request.now))
    wanting = matters_reaching(matters_that_may_reach(request, of, covers), of, covers)
    title = "You" if of.id == request.person.id else of.name
    lines = [*_away_lines(of, covers, is_own=of.id == request.person.id), *_rate_lines(request, of)]
    if not wanting:
        return Message(f"{title}: nothing is owed and nothing is planned", tuple(lines))
    again = "mine" if of.id == request.person.id else f"mine @{_mention(of)}"
    shown = page_of(wanting, page, again)
    return Message(
        f"{title}: {counts(wanting)}{shown.said}",
        tuple(lines),
        table_of(shown.rows, with_who=any(of.id not in matter.people for matter in wanting)),
        (*_next_steps(request, of, wanting), *more(shown, again)),
    )


def the_teams_matters(request: Request) -> list[Matter]:
    """Everything that wants anybody in the team, the most urgent first."""
    session, team_id = request.session, request.team.id
    return matters_of(
        request.facts,
        request.now,
        visits=open_visits(session, team_id),
        actions=open_actions(session, team_id),
        meetings=meetings_to_come(session, team_id),
    )


def matters_that_may_reach(request: Request, of: Person, covers: Sequence[Cover]) -> list[Matter]:
    """What wants a person or anybody whom the person may stand in for, the most urgent first; not the whole team's."""
    session, team_id, today = request.session, request.team.id, london_day(request.now)
    stands_in = any(cover.deputy_id == of.id for cover in covers)
    people = frozenset({of.id, *(cover.person_id for cover in covers if stands_in)})
    turns = [turn for turn in request.facts.turns if turn.person_id in people and turn.holds_on(today)]
    whose = Whose(people, frozenset(turn.school_id for turn in turns))
    return matters_of(
        request.facts,
        request.now,
        visits=open_visits(session, team_id, whose=whose),
        actions=actions_open(session, team_id, whose=whose),
        meetings=meetings_to_come(session, team_id, whose=whose),
    )


def counts(matters: Sequence[Matter]) -> str:
    """`1 overdue; 2 notes owed, 1 visit planned, 3 actions`."""
    overdue = sum(matter.urgency == Urgency.OVERDUE for matter in matters)
    said = {Sort.NOTE: ("note", " owed"), Sort.VISIT: ("visit", " planned"), Sort.ACTION: ("action", "")}
    said[Sort.MEETING] = ("meeting", "")
    parts = [f"{many_of(many, said[s][0])}{said[s][1]}" for s in Sort if (many := count_of(matters, s))]
    return f"{f'{overdue} overdue; ' if overdue else ''}{', '.join(parts)}"


def table_of(matters: Sequence[Matter], *, with_who: bool) -> Table:
    """Matters as rows; with the name where they are not all one person's."""
    rows = tuple(
        (m.ref, m.school, *((m.who,) if with_who else ()), _when(m), m.what if with_who else with_chased(m, m.what))
        for m in matters
    )
    return Table(("Ref", "School", *(("Who",) if with_who else ()), "When", "What"), rows)


def _when(matter: Matter) -> str:
    """Day and time; of an action the day alone."""
    when = short_day(matter.at)
    return when.split(",")[0] if matter.sort == Sort.ACTION else when


def more(shown: Page[Matter], again: str) -> tuple[Button, ...]:
    """The button of the next page."""
    return (Button("More", f"{again} page {shown.number + 1}"),) if shown.has_more else ()


def _mention(person: Person) -> str:
    return f'"{person.name}"'


def _away_lines(of: Person, covers: Sequence[Cover], *, is_own: bool) -> tuple[str, ...]:
    deputy = deputy_of(covers, of.id, None)
    lines = [f"{deputy.name} stands in for {'you' if is_own else of.first_name} today."] if deputy else []
    others = {
        c.person.name for c in covers if (found := deputy_of(covers, c.person_id, c.school_id)) and found.id == of.id
    }
    if others:
        lines.append(
            f"{'You stand' if is_own else f'{of.first_name} stands'} in for {' and '.join(sorted(others))} today."
        )
    return tuple(lines)


def _rate_lines(request: Request, of: Person) -> tuple[str, ...]:
    rate = rate_of(request, of)
    return (f"Notes on time: {on_time(rate)}",) if rate or Role.ADVISER in of.role_names else ()


def _next_steps(request: Request, of: Person, wanting: Sequence[Matter]) -> tuple[Button, ...]:
    if of.id != request.person.id:
        return ()
    first = wanting[0]
    if first.sort == Sort.NOTE:
        visit = visit_numbered(request.session, request.team.id, int(first.ref[1:]))
        if visit is None or missing_parts(visit, request):
            return (Button(f"Write {first.ref}", f"visit note {first.ref}"),)
        return (Button(f"Send {first.ref}", f"visit send {first.ref}"),)
    if first.sort == Sort.ACTION:
        return (Button(f"Done {first.ref}", f"action done {first.ref}"),)
    if first.urgency == Urgency.OVERDUE:
        says = "visit made" if first.sort == Sort.VISIT else "meeting outcome"
        return (Button(f"It happened: {first.ref}", f"{says} {first.ref}"),)
    return (Button("School card", f"school {first.urn}"),)


COMMAND = Command(
    name="mine",
    help="What wants you: notes owed with the time left, visits, actions, meetings.",
    example="mine",
    fields=(
        Field("person", "Whose?", APerson(), required=False, help="@jane"),
        Field("page", "Which page?", APage("mine page 2"), required=False),
    ),
    allowed=EVERYBODY,
    run=mine,
    changes=False,
    bare_runs=True,
)
