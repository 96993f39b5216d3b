"""`overdue`: what is past its day: the team's for leads, one's own for advisers."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.words import Choice
from commands.mine import more, table_of, the_teams_matters
from notifications.digest_for import matters_reaching
from notifications.matters import Sort, Urgency, in_words
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day
from storage.covers import covers_on
from storage.people import Role

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
    late = [matter for matter in the_teams_matters(request) if matter.urgency == Urgency.OVERDUE]
    wants_all = whose == "all" or (whose is None and Role.ADVISER not in request.roles) or (whose is None and leads)
    if not wants_all:
        covers = covers_on(request.session, request.team.id, london_day(request.now))
        late = matters_reaching(late, request.person, covers)
    elif not leads:
        late = [matter for matter in late if matter.sort in {Sort.ACTION, Sort.MEETING}]
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
