"""`action list`: open actions, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands.actions.done_list import MOST_OF_A_TEXT, done_actions
from commands.actions.saying import short_day, state_of
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import A_PAGE, APage, cut_of
from commands.kinds.a_person import APerson
from commands.kinds.a_school import ASchool
from commands.kinds.words import Choice
from commands.line import shorten
from notifications.message import Button, Message, Table
from policy.saying import london_day
from storage.action_lists import Overdue, RemindedPerson, Sought, count_open, open_on_page
from storage.actions import Action
from storage.people import Person, Role
from storage.schools import School

_ONLY = (("overdue", "Overdue", ("overdue", "late")), ("done", "Done", ("done", "closed")))
_WHOSE = (("mine", "Mine", ("mine", "my")), ("all", "The team's", ("all", "team", "everyone")))


def action_list(
    request: Request,
    only: str | None,
    whose: str | None,
    person: Person | None,
    page: int | None,
    school: School | None,
) -> Message:
    """Open actions in the order of their days: the asker's own, of a person, of a school, or the team's.

    An adviser who names nothing sees what he or she is reminded of; others see the team's. `done` needs a school.
    """
    if only == "done":
        return done_actions(request, school, page)
    of = _whose(request, whose, person, school)
    sought = Sought(
        _reminded(of, request) if of else None,
        school.id if school else None,
        _overdue(request) if only == "overdue" else None,
    )
    asked = _Asked("Overdue actions" if only == "overdue" else "Open actions", only, of, school)
    return _page(request, sought, asked, page)


def _overdue(request: Request) -> Overdue:
    return Overdue(request.team.go_live_on, london_day(request.now))


def _reminded(of: Person, request: Request) -> RemindedPerson:
    """What decides of which actions somebody is reminded, as `reminded` of the rule has it."""
    facts, today = request.facts, london_day(request.now)
    advisers = {one: facts.adviser_of(one, today) for one in {turn.school_id for turn in facts.turns}}
    return RemindedPerson(
        of.id,
        frozenset(person.id for person in facts.colleagues),
        frozenset(school for school, adviser in advisers.items() if adviser is not None and adviser.id == of.id),
        frozenset(school for school, adviser in advisers.items() if adviser is not None),
        of.id in {lead.id for lead in facts.leads},
    )


@dataclass(frozen=True)
class _Asked:
    """What list was asked for."""

    what: str
    only: str | None
    of: Person | None
    school: School | None

    def title(self, request: Request) -> str:
        """`Overdue actions of yours at Blackwood School`."""
        who = "" if self.of is None else (" of yours" if self.of.id == request.person.id else f" of {self.of.name}")
        return f"{self.what}{who}{f' at {self.school.name}' if self.school else ''}"

    def says(self, request: Request, *, everybody: bool = False) -> str:
        """The command that brings the same list, or that of everybody; short enough for a button."""
        who = "all" if self.school is None else ""
        if self.of is not None and not everybody:
            who = "mine" if self.of.id == request.person.id else f'@"{self.of.name[:24]}"'
        parts = ("action list", self.only, who, str(self.school.urn) if self.school else "")
        return " ".join(part for part in parts if part)


def _whose(request: Request, whose: str | None, person: Person | None, school: School | None) -> Person | None:
    if person is not None:
        return person
    own = whose == "mine" or (whose is None and school is None and Role.ADVISER in request.roles)
    return request.person if own else None


def _page(request: Request, sought: Sought, asked: _Asked, number: int | None) -> Message:
    session, team_id = request.session, request.team.id
    count, late = count_open(session, team_id, sought, _overdue(request))
    title = asked.title(request)
    everybody = (Button("Everybody's", asked.says(request, everybody=True)),) if asked.of is not None else ()
    if not count:
        example = (
            f'action {asked.school.urn if asked.school else "Blackwood"} "Moderate Y2 writing" @jane by Friday week'
        )
        return Message(f"{title}: none", () if asked.only else (f"Agree one with: {example}",), buttons=everybody)
    cut = cut_of(count, number, asked.says(request))
    page = cut.with_rows(open_on_page(session, team_id, sought, first=cut.first, most=A_PAGE))
    overdue = f", {late} overdue" if late and not asked.only else ""
    more = (Button("More", f"{asked.says(request)} page {page.number + 1}"),) if page.has_more else ()
    return Message(
        f"{title}: {count}{overdue}{page.said}",
        table=_table(request, page.rows, with_school=asked.school is None),
        buttons=(*more, *everybody),
    )


def _table(request: Request, rows: Sequence[Action], *, with_school: bool) -> Table:
    headings = ("Action", *(("School",) if with_school else ()), "What", "Lead", "Due", "State")
    return Table(
        headings,
        tuple(
            (
                action.ref,
                *((action.school.name,) if with_school else ()),
                shorten(action.text, MOST_OF_A_TEXT),
                action.lead_name,
                short_day(action.due_on),
                state_of(action, request),
            )
            for action in rows
        ),
    )


COMMAND = Command(
    name="action list",
    help="Open actions, the most urgent first: overdue, mine, a school's, or all.",
    example="action list overdue",
    fields=(
        Field("only", "Which only?", Choice(lambda request: _ONLY, "list of actions"), required=False),
        Field("whose", "Whose?", Choice(lambda request: _WHOSE, "list of actions"), required=False),
        Field("person", "Of whom?", APerson(), required=False, help="@jane"),
        Field("page", "Which page?", APage("action list page 2"), required=False),
        Field("school", "Which school?", ASchool(), required=False),
    ),
    allowed=EVERYBODY,
    run=action_list,
    changes=False,
    bare_runs=True,
    says=("actions",),
)
