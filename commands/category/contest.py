"""`category contest` and `category answer`: what the school holds against its category, and what the council said."""

from __future__ import annotations

from commands.category.fields import THE_SCHOOL, name_of
from commands.command import ADVISERS, Command, Field, Request
from commands.kinds.past_day import APastDay
from commands.kinds.words import LongText
from notifications.message import Button, Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import Categorisation, categories_of_school, in_force_on, proposed
from storage.schools import School


class WhatWasSaid(LongText):
    """What the school or the council said, with the new evidence."""

    most = 4_000

    def read(self, text: str, request: Request) -> str:
        """The words, without the colon before them."""
        return super().read(text.strip().removeprefix(":").strip(), request)


def category_contested(request: Request, school: School, words: str, on: Reading | None) -> Message:
    """Record what the school holds against the category that was told to it, or is in force.

    Raises Refused where there is none. Source: W2-42, the school may bring new evidence; "children first".
    """
    one = _meant(request, school)
    one.contested_on = on.value if on is not None else london_day(request.now)
    one.contest_words, one.answered_on, one.answer_words = words, None, None
    request.session.flush()
    return Message(
        f"{school.name}: {name_of(request, one.category)}, contested",
        (
            f"{say_day(one.contested_on)}: “{words}”",
            "Look at the new evidence, and record what was answered.",
        ),
        buttons=(
            Button("Answer it", f"category answer {school.urn}"),
            Button("Show it", f"category {school.urn}"),
        ),
    )


def contest_answered(request: Request, school: School, words: str, on: Reading | None) -> Message:
    """Record what the council answered. Raises Refused where nothing was contested, or it was answered before that."""
    one = _meant(request, school)
    if one.contested_on is None:
        raise Refused(f"{school.name} has not contested {name_of(request, one.category)}.")
    day = on.value if on is not None else london_day(request.now)
    if day < one.contested_on:
        raise Refused(f"It was contested {say_day(one.contested_on)}; an answer of {say_day(day)} came before that.")
    one.answered_on, one.answer_words = day, words
    request.session.flush()
    return Message(
        f"{school.name}: {name_of(request, one.category)}, answered",
        (
            f"Contested {say_day(one.contested_on)}: “{one.contest_words}”",
            f"Answered {say_day(day)}: “{words}”",
        ),
        buttons=(Button("Show it", f"category {school.urn}"),),
    )


def contest_lines(one: Categorisation) -> tuple[str, ...]:
    """What the school holds against it and what was answered; empty where nothing."""
    if one.contested_on is None:
        return ()
    answered = f"Answered {say_day(one.answered_on)}: “{one.answer_words}”" if one.answered_on else "Not answered yet."
    return (f"The school contested it {say_day(one.contested_on)}: “{one.contest_words}”", answered)


def _meant(request: Request, school: School) -> Categorisation:
    history = categories_of_school(request.session, request.team.id, school.id)
    found = proposed(history) or in_force_on(history, london_day(request.now))
    if found is None:
        raise Refused(f"{school.name} has no {request.framework.category_word} that it could contest.")
    return found


_FIELDS = (
    Field("words", "What was said?", WhatWasSaid(), after_colon=True),
    THE_SCHOOL,
    Field("on", "When?", APastDay(), required=False, opening="on", help="3 December; none: today"),
)
CONTEST = Command(
    name="category contest",
    help="Record what the school holds against its category, with its new evidence.",
    example="category contest Blackwood: attendance has risen to 95% since October",
    fields=_FIELDS,
    allowed=ADVISERS,
    run=category_contested,
)
ANSWER = Command(
    name="category answer",
    help="Record what the council said to that.",
    example="category answer Blackwood: the new figures were looked at; the category stays",
    fields=_FIELDS,
    allowed=ADVISERS,
    run=contest_answered,
)
COMMANDS = (CONTEST, ANSWER)
