"""`category told`: the head teacher or the Chair of Governors has been told of a category that is proposed."""

from __future__ import annotations

from commands.category.fields import THE_SCHOOL, name_of, the_proposal
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.past_day import APastDay
from commands.kinds.words import Choice, Text
from notifications.message import Button, Message
from policy.dates import Reading
from policy.saying import london_day, say_day
from storage.categories import Categorisation
from storage.schools import School

WHO = (
    ("head", "Head teacher", ("head teacher", "headteacher", "head", "HT")),
    ("chair", "Chair of Governors", ("chair of governors", "CoG", "chair")),
    ("both", "Both", ("both", "head and chair")),
)


class HowTold(Text):
    """How somebody was told: by phone, by letter, at a meeting."""

    most = 57


def category_told(request: Request, school: School, who: str, how: str | None, on: Reading | None) -> Message:
    """Record that somebody was told, today when no day is said. Raises Refused where nothing is proposed.

    Source: V3-04, W2-42 "as soon as they become apparent", T1-03.
    """
    proposal = the_proposal(request, school)
    day = on.value if on is not None else london_day(request.now)
    words = f"by {how}" if how else None
    if who in {"head", "both"}:
        proposal.head_told_on, proposal.head_told_how = day, words
    if who in {"chair", "both"}:
        proposal.chair_told_on, proposal.chair_told_how = day, words
    request.session.flush()
    ready = (Button("It is in force", f"category in force {school.urn}"),) if proposal.is_told else ()
    return Message(
        f"{school.name}: {name_of(request, proposal.category)}, {'told' if proposal.is_told else 'told in part'}",
        told_lines(proposal),
        buttons=(*ready, Button("Show it", f"category {school.urn}")),
    )


def told_lines(proposal: Categorisation) -> tuple[str, ...]:
    """Who was told when and how, and who was not yet."""
    told = (
        ("Head teacher", proposal.head_told_on, proposal.head_told_how),
        ("Chair of Governors", proposal.chair_told_on, proposal.chair_told_how),
    )
    return tuple(
        f"{who}: told {say_day(day)}{f', {how}' if how else ''}." if day else f"{who}: not told yet."
        for who, day, how in told
    )


COMMAND = Command(
    name="category told",
    help="Say that head teacher or Chair of Governors has been told of a category.",
    example="category told Blackwood head by phone on 3 December",
    fields=(
        THE_SCHOOL,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 December"),
        Field("how", "How?", HowTold(), required=False, opening="by", help="phone"),
        Field("who", "Who was told?", Choice(lambda request: WHO, "answer")),
    ),
    allowed=ADVISERS,
    run=category_told,
)
