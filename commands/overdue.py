"""`overdue`: what is past its day: the team's for leads, one's own for advisers."""

from __future__ import annotations

from datetime import time

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.words import Choice
from commands.mine import matters_that_may_reach, more, table_of
from notifications.digest_for import matters_reaching
from notifications.matters import Matter, Urgency, in_words, matters_of
from notifications.message import Button, Message
from notifications.nudge import at_time
from policy.refused import Refused
from policy.saying import london_day
from storage.covers import covers_on
from storage.people import Role
from storage.workload import Past, actions_open, meetings_to_come, open_visits

_WHOSE = (("mine", "Mine", ("mine", "my")), ("all", "The team's", ("all", "everyone", "team", "the team")))
_SEE_ACTIONS = frozenset({Role.CLERK, Role.CHAIR, Role.READER, Role.ADMIN})


def overdue(request: Request, whose: str | None, page: int | None) -> Message:
    """Late notes, actions past their day, visits and meetings of which nobody has said what came of them.

    Leads read the team's; advisers their own, with those of people they stand in for; others the team's actions and
    meetings, since whether a note is late is told to its adviser and the leads alone.
    """
    leads = Role.LEAD in request.roles
    if whose == "all" and not leads and not request.roles & _SEE_ACTIONS:
        raise Refused("The team's is for leads. Yours is in: overdue")
    wants_all = whose == "all" or (whose is None and Role.ADVISER not in request.roles) or (whose is None and leads)
    if wants_all:
        found = _what_is_past(request, with_visits=leads)
    else:
        covers = covers_on(request.session, request.team.id, london_day(request.now))
        found = matters_reaching(matters_that_may_reach(request, request.person, covers), request.person, covers)
    late = [matter for matter in found if matter.urgency == Urgency.OVERDUE]
    title = "Overdue in the team" if wants_all else "Yours that is overdue"
    if not late:
        return Message(f"{title}: nothing", buttons=(Button("This week", "diary"),))
    again = f"overdue {'all' if wants_all else 'mine'}"
    shown = page_of(late, page, again)
    return Message(
        f"{title}: {in_words(late)}{shown.said}",
        table=table_of(shown.rows, with_who=wants_all or any(request.person.id not in m.people for m in late)),
        buttons=more(shown, again),
    )


def _what_is_past(request: Request, *, with_visits: bool) -> list[Matter]:
    """Everything in the team that is past its time, and nothing that is not, the longest first."""
    session, team_id, today = request.session, request.team.id, london_day(request.now)
    past = Past(request.now, at_time(today, time.min))
    return matters_of(
        request.facts,
        request.now,
        visits=open_visits(session, team_id, past=past) if with_visits else (),
        actions=actions_open(session, team_id, past_on=today),
        meetings=meetings_to_come(session, team_id, past=past),
    )


COMMAND = Command(
    name="overdue",
    help="What is past its day: late notes and actions; the team's for leads, yours for advisers.",
    example="overdue",
    fields=(
        Field("whose", "Whose?", Choice(lambda request: _WHOSE, "list"), required=False),
        Field("page", "Which page?", APage("overdue page 2"), required=False),
    ),
    allowed=EVERYBODY,
    run=overdue,
    changes=False,
    bare_runs=True,
)
