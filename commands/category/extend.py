"""`category extend`: more time than the document's limit, in exceptional circumstances."""

from __future__ import annotations

from commands.category.fields import LEADS, THE_REASON, THE_SCHOOL, name_of
from commands.command import Command, Field, Request
from commands.kinds.due_day import ADueDay
from notifications.message import Button, Message
from policy.dates import Reading
from policy.due_periods import months_after
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import categories_of_school, in_force_on
from storage.schools import School


def category_extended(request: Request, school: School, because: str, until: Reading) -> Message:
    """Record until when the time in a category was extended, and why.

    Raises Refused where its document has no limit that may be extended, and for a day within the limit.
    Source: T1-36, "in exceptional circumstances this period may be extended".
    """
    one = in_force_on(categories_of_school(request.session, request.team.id, school.id), london_day(request.now))
    if one is None:
        raise Refused(f"{school.name} has no {request.framework.category_word} in force.")
    chosen, name = request.framework.category(one.category), name_of(request, one.category)
    limit = chosen.limit if chosen else None
    if limit is None or not limit.may_be_extended:
        raise Refused(f"{name} has no time limit that may be extended.")
    ends = months_after(one.from_on, limit.months)
    if until.value <= ends:
        raise Refused(f"The {limit.months} months end {say_day(ends)}; {say_day(until.value)} is no extension of them.")
    one.extended_until, one.extended_because = until.value, because
    request.session.flush()
    return Message(
        f"{school.name}: {name}, extended to {say_day(until.value)}",
        (f"The {limit.months} months end {say_day(ends)}. “{limit.clause}”.", f"Because: {because}"),
        buttons=(Button("Show it", f"category {school.urn}"),),
    )


COMMAND = Command(
    name="category extend",
    help="Give a school more time in its category than the document's limit, with a reason.",
    example="category extend Blackwood until 31 March because a new head teacher begins in January",
    fields=(
        THE_SCHOOL,
        THE_REASON,
        Field("until", "Until when?", ADueDay(whole=True), opening="until", help="31 March"),
    ),
    allowed=LEADS,
    run=category_extended,
    wanted_by=lambda framework: any(one.limit and one.limit.may_be_extended for one in framework.categories),
)
