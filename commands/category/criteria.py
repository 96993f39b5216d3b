"""`category criteria`: what each category means and its criteria, word for word as the document prints them."""

from __future__ import annotations

from commands.category.fields import categories_said
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.words import Choice
from notifications.message import Button, Message, Table
from policy.categories import Category, IndicatorList
from policy.refused import Refused

MOST_BUTTONS = 6


def _printed(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Categories, and lists of indicators by their number: `list 2`, `strand 2`."""
    lists = ((f"list-{one.number}", one.name, str(one.number)) for one in request.framework.indicators)
    return (
        *categories_said(request),
        *((key, name, (f"list {number}", f"strand {number}")) for key, name, number in lists),
    )


def criteria_shown(request: Request, what: str | None) -> Message:
    """All categories with what they mean; or the criteria of one; or one numbered list of indicators.

    Source: V3-05, V3-06, T1-20, T1-30 to T1-39, W2-04, W2-20, H4-01, H4-10 to H4-14.
    """
    if not request.framework.categories:
        raise Refused(f"{request.framework.strategy} has no categories.")
    if what is None:
        return _overview(request)
    if what.startswith("list-"):
        return _list(request, next(one for one in request.framework.indicators if f"list-{one.number}" == what))
    category = request.framework.category(what)
    assert category is not None
    return _of_category(request, category)


def _overview(request: Request) -> Message:
    rows = tuple((one.name, one.means, _how_many(one)) for one in request.framework.categories)
    lists = request.framework.indicators
    printed = [(one.short, f"category criteria {one.short}") for one in request.framework.categories if one.criteria]
    printed += [(f"List {one.number}", f"category criteria list {one.number}") for one in lists]
    return Message(
        f"{request.framework.strategy}: {len(rows)} {_plural(request.framework.category_word)}",
        tuple(f"List {one.number}: {one.name}, {len(one.entries)} entries." for one in lists),
        Table((request.framework.category_word.capitalize(), "What it means", "Criteria"), rows),
        tuple(Button(label, says) for label, says in printed[:MOST_BUTTONS]),
    )


def _plural(word: str) -> str:
    first, of, rest = word.partition(" of ")
    return (f"{first[:-1]}ies" if first.endswith("y") else f"{first}s") + of + rest


def _how_many(category: Category) -> str:
    return f"{len(category.criteria)}" if category.criteria else ""


def _of_category(request: Request, category: Category) -> Message:
    document = request.framework.document(category.document)
    lines = [f"“{category.means.rstrip('.')}”{f' ({document.title})' if document else ''}."]
    if category.conditions:
        joined = f" {category.conditions_join} ".join(str(number) for number in category.conditions)
        are = "is a condition" if len(category.conditions) == 1 else "are conditions"
        lines.append(f"{joined} {are}; the others are evidence to weigh, never a test.")
    if category.limit:
        lines.append(f"“{category.limit.clause}”: {category.limit.months} months.")
    if not category.criteria:
        lists = ", ".join(f"{one.number} ({one.name})" for one in request.framework.indicators)
        lines.append(f"No criteria of its own are printed{f'; it is judged by lists {lists}' if lists else ''}.")
        return Message(category.name, tuple(lines), buttons=(Button("All", "category criteria"),))
    rows = tuple((f"{one.number}", one.theme, one.text) for one in category.criteria)
    if not any(one.theme for one in category.criteria):
        return Message(category.name, tuple(lines), Table(("No.", "As printed"), tuple((n, t) for n, _, t in rows)))
    return Message(category.name, tuple(lines), Table(("No.", "About", "As printed"), rows))


def _list(request: Request, one: IndicatorList) -> Message:
    document = request.framework.document(one.document)
    lines = [f"{document.title}."] if document else []
    if one.restricted:
        lines.append("It describes persons: what cites it is read by leads and by whoever wrote it.")
    if not one.counts:
        lines.append("These alone carry no category but in exceptional circumstances.")
    rows = tuple((f"{one.number}.{place}", text) for place, text in enumerate(one.entries, 1))
    return Message(one.name, tuple(lines), Table(("No.", "As printed"), rows), (Button("All", "category criteria"),))


COMMAND = Command(
    name="category criteria",
    help="What each category means, and its criteria as printed.",
    example="category criteria",
    fields=(Field("what", "Which category or list?", Choice(_printed, "category or list"), required=False),),
    allowed=EVERYBODY,
    run=criteria_shown,
    changes=False,
    bare_runs=True,
)
