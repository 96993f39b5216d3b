"""`category list`: every school with its category, the most supported first."""

from __future__ import annotations

from collections.abc import Sequence

from commands.category.fields import may_see_proposals, name_of
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from notifications.matters import many_of
from notifications.message import Button, Message, Table
from policy.saying import london_day, say_day
from storage.categories import Categorisation, CategoryState, categories_of_team


def categories_listed(request: Request, page: int | None) -> Message:
    """What is in force today or from a later day on; for advisers and leads also what is proposed."""
    today = london_day(request.now)
    found = [one for one in categories_of_team(request.session, request.team.id) if _is_listed(one, request)]
    order = [category.key for category in request.framework.categories]
    found.sort(key=lambda one: (-order.index(one.category) if one.category in order else 0, one.school.name, one.id))
    if not found:
        return Message(f"No school has a {request.framework.category_word} on record", buttons=_criteria())
    counts = ", ".join(
        f"{number} in {name_of(request, key)}"
        for key in reversed(order)
        if (number := sum(one.category == key and one.holds_on(today) for one in found))
    )
    shown = page_of(found, page, "category list")
    more = (Button("More", f"category list page {shown.number + 1}"),) if shown.has_more else ()
    return Message(
        f"{many_of(len({one.school_id for one in found}), 'school')} with a "
        f"{request.framework.category_word}{shown.said}",
        (f"Today: {counts}.",) if counts else (),
        _table(shown.rows, request),
        (*more, *_criteria()),
    )


def _is_listed(one: Categorisation, request: Request) -> bool:
    if one.state == CategoryState.PROPOSED:
        return may_see_proposals(request)
    return one.until_on is None or one.until_on >= london_day(request.now)


def _table(rows: Sequence[Categorisation], request: Request) -> Table:
    heading = request.framework.category_word.capitalize()
    return Table(("School", heading, "From", "How it stands"), tuple(_row(one, request) for one in rows))


def _row(one: Categorisation, request: Request) -> tuple[str, ...]:
    if one.state == CategoryState.PROPOSED:
        stands = "proposed, told" if one.is_told else "proposed, not told yet"
    elif one.from_on > london_day(request.now):
        stands = "to begin"
    else:
        stands = f"until {say_day(one.until_on)}" if one.until_on else "in force"
    if one.contested_on and not one.answered_on:
        stands += ", contested"
    return (one.school.name, name_of(request, one.category), say_day(one.from_on), stands)


def _criteria() -> tuple[Button, ...]:
    return (Button("Criteria", "category criteria"),)


COMMAND = Command(
    name="category list",
    help="Every school with its category.",
    example="category list",
    fields=(Field("page", "Which page?", APage("category list page 2"), required=False),),
    allowed=EVERYBODY,
    run=categories_listed,
    changes=False,
    bare_runs=True,
)
