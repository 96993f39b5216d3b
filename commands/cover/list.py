"""`cover list`: who stands in for whom, now and later."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.cover.new import days_of
from commands.kinds.a_page import APage, page_of
from notifications.message import Button, Message, Table
from policy.saying import london_day
from storage.covers import covers_between
from storage.people import Role


def cover_list(request: Request, page: int | None) -> Message:
    """Every cover that holds today or is to come, the earliest first."""
    today = london_day(request.now)
    found = sorted(covers_between(request.session, request.team.id, today, None), key=lambda c: (c.from_on, c.id))
    if not found:
        return Message("Nobody is away, as far as I know", ("For example: cover @sam from 1 Dec to 12 Dec",))
    shown = page_of(found, page, "cover list")
    now = sum(cover.holds_on(today) for cover in found)
    mine = [cover for cover in found if cover.person_id == request.person.id]
    buttons = [Button("More", f"cover list page {shown.number + 1}")] if shown.has_more else []
    if mine:
        buttons.append(Button("End mine", "cover end"))
    elif Role.LEAD in request.roles:
        buttons.append(Button("Arrange cover", "cover"))
    return Message(
        f"Cover: {now} today, {len(found) - now} to come{shown.said}",
        table=Table(
            ("Away", "Deputy", "School", "Days"),
            tuple(
                (
                    cover.person.name,
                    cover.deputy.name,
                    cover.school.name if cover.school else "all",
                    days_of(cover).said,
                )
                for cover in shown.rows
            ),
        ),
        buttons=tuple(buttons),
    )


COMMAND = Command(
    name="cover list",
    help="Who stands in for whom.",
    example="cover list",
    fields=(Field("page", "Which page?", APage("cover list page 2"), required=False),),
    allowed=EVERYBODY,
    run=cover_list,
    changes=False,
    bare_runs=True,
)
