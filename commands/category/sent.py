"""`category sent`: the letter that confirms a category has gone to the school."""

from __future__ import annotations

from commands.category.fields import THE_SCHOOL, name_of
from commands.category.told import HowTold
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.past_day import APastDay
from notifications.message import Button, Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import CategoryState, categories_of_school
from storage.schools import School


def letter_sent(request: Request, school: School, on: Reading | None, how: str | None) -> Message:
    """Record it of the latest category that was brought into force, today when no day is said.

    Raises Refused where there is none, or where it went before. Source: H4-21 "a letter will be sent", V3-04.
    """
    history = categories_of_school(request.session, request.team.id, school.id)
    found = [one for one in history if one.state == CategoryState.IN_FORCE and one.in_force_at is not None]
    if not found:
        raise Refused(f"{school.name} has no {request.framework.category_word} in force, and so there is no letter.")
    one = max(found, key=lambda each: (each.in_force_at, each.id))
    name = name_of(request, one.category)
    if one.letter_sent_on is not None:
        raise Refused(f"The letter about {name} went {say_day(one.letter_sent_on)}.")
    one.letter_sent_on = on.value if on is not None else london_day(request.now)
    one.letter_sent_how = f"by {how}" if how else None
    request.session.flush()
    by = f", {one.letter_sent_how}" if one.letter_sent_how else ""
    return Message(
        f"{school.name}: {name}, letter sent",
        (f"{say_day(one.letter_sent_on)}{by}.",),
        buttons=(Button("Show it", f"category {school.urn}"),),
    )


COMMAND = Command(
    name="category sent",
    help="Say that the letter about a category has gone to the school.",
    example="category sent Blackwood on 3 December by post",
    fields=(
        THE_SCHOOL,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 December; none: today"),
        Field("how", "How?", HowTold(), required=False, opening="by", help="post"),
    ),
    allowed=ADVISERS,
    run=letter_sent,
    wanted_by=lambda framework: framework.telling.letter,
)
