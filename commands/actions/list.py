"""`action list`: open actions, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands.actions.done_list import MOST_OF_A_TEXT, done_actions
from commands.actions.saying import short_day, state_of
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_person import APerson
from commands.kinds.a_school import ASchool
from commands.kinds.words import Choice
from commands.line import shorten
from notifications.message import Button, Message, Table
from notifications.rules.action_due import reminded
from policy.saying import london_day
from storage.actions import Action, open_actions
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
    today = london_day(request.now)
    found = open_actions(request.session, request.team.id, school_id=school.id if school else None)
    shown = [action for action in found if of is None or of in reminded(action, request.facts, today)]
    if only == "overdue":
        shown = [action for action in shown if request.facts.is_overdue(action.due_on, today)]
    asked = _Asked("Overdue actions" if only == "overdue" else "Open actions", only, of, school)
    return _page(request, shown, asked, page)


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


def _page(request: Request, shown: Sequence[Action], asked: _Asked, number: int | None) -> Message:
    title = asked.title(request)
    everybody = (Button("Everybody's", asked.says(request, everybody=True)),) if asked.of is not None else ()
    if not shown:
        example = (
            f'action {asked.school.urn if asked.school else "Blackwood"} "Moderate Y2 writing" @jane by Friday week'
        )
        return Message(f"{title}: none", () if asked.only else (f"Agree one with: {example}",), buttons=everybody)
    page = page_of(shown, number, asked.says(request))
    late = sum(request.facts.is_overdue(one.due_on, london_day(request.now)) for one in shown)
    overdue = f", {late} overdue" if late and not asked.only else ""
    more = (Button("More", f"{asked.says(request)} page {page.number + 1}"),) if page.has_more else ()
    return Message(
        f"{title}: {len(shown)}{overdue}{page.said}",
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
