"""`category review`: the category was looked at again; it stays, or another one is proposed."""

from __future__ import annotations

from commands.category.contest import WhatWasSaid
from commands.category.fields import THE_SCHOOL, name_of
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.past_day import APastDay
from notifications.message import Button, Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import categories_of_school, in_force_on
from storage.marks import add_mark
from storage.schools import School


def category_reviewed(request: Request, school: School, words: str, on: Reading | None) -> Message:
    """Record a review of the category, today when no day is said.

    Raises Refused where the council's documents ask for none. Source: V3-04, "reviewed mid way through the year".
    """
    duties = [duty for duty in request.framework.duties if duty.done_by == "category-review"]
    if not duties:
        word = request.framework.category_word
        raise Refused(f"{request.framework.strategy} asks for no review of a {word}; to change it: category propose")
    day = on.value if on is not None else london_day(request.now)
    for duty in duties:
        add_mark(request.session, request.team.id, school.id, duty.key, day, words, request.person.id, request.now)
    now = in_force_on(categories_of_school(request.session, request.team.id, school.id), day)
    return Message(
        f"{school.name}: {name_of(request, now.category) if now else 'no category'}, reviewed",
        (f"{say_day(day)}: “{words}”", "To change it, propose another; the school is told of any change and why."),
        buttons=(Button("How it stands", f"board {school.urn}"), Button("Show it", f"category {school.urn}")),
    )


COMMAND = Command(
    name="category review",
    help="Record that a school's category was reviewed, with what was found.",
    example="category review Blackwood: risk unchanged, stays in C",
    fields=(
        Field("words", "What was found?", WhatWasSaid(), after_colon=True),
        THE_SCHOOL,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 February; none: today"),
    ),
    allowed=ADVISERS,
    run=category_reviewed,
    wanted_by=lambda framework: any(duty.done_by == "category-review" for duty in framework.duties),
)
