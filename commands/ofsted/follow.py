"""What an outcome starts by the council's documents, and `ofsted done`."""

from __future__ import annotations

from collections.abc import Sequence

from commands.actions.fields import AReason
from commands.command import ADVISERS, Command, Field, Question, Request
from commands.kinds.past_day import APastDay
from commands.kinds.words import LongText, Number
from commands.ofsted.fields import THE_SCHOOL, latest_call, may_read_outcome
from notifications.message import Button, Message
from policy.dates import Reading
from policy.duties import OfstedDuty
from policy.ofsted_outcomes import Outcome, what_happened
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.categories import categories_of_school, in_force_on
from storage.ofsted_calls import OfstedCall, OfstedTask
from storage.people import Role
from storage.schools import School

MOST_BUTTONS = 3


def duties_started(request: Request, call: OfstedCall, outcome: Outcome) -> list[OfstedDuty]:
    """The entries of the strategy that this outcome starts at a school like this one, in its order."""
    now = in_force_on(categories_of_school(request.session, request.team.id, call.school_id), call.first_on)
    category = request.framework.category(now.category) if now else None
    events = what_happened(outcome, was_recorded=category is not None and category.supported)
    regime = "academy" if call.school.is_academy else "maintained"
    return [
        duty for duty in request.framework.after_ofsted if events & set(duty.when) and duty.schools in {"all", regime}
    ]


def start(request: Request, call: OfstedCall, duties: Sequence[OfstedDuty]) -> None:
    """Store what is to be done, each with its day (ours). What an earlier word on the outcome started stays where it is
    still wanted or done, and goes otherwise.
    """
    today = london_day(request.now)
    known = {(one.duty, one.step): one for one in call.tasks}
    wanted: dict[tuple[str, int], OfstedTask] = {}
    for duty in duties:
        due_on = request.facts.working_time.add_working_days(today, duty.within_working_days)
        steps = list(enumerate(duty.steps, 1)) or [(0, duty.what)]
        for number, what in steps:
            fresh = OfstedTask(duty=duty.key, step=number, what=what, due_on=due_on)
            wanted[duty.key, number] = known.get((duty.key, number), fresh)
    done = {key: one for key, one in known.items() if one.done_on is not None}
    call.tasks = list((done | wanted).values())


def task_lines(call: OfstedCall) -> list[str]:
    """Each thing to do, numbered, with what became of it."""
    lines = []
    for number, task in enumerate(call.tasks, 1):
        stands = f"done {say_day(task.done_on)}" if task.done_on else f"by {say_day(task.due_on)}"
        words = f": {task.words}" if task.words else ""
        what = f"{task.what[:1].upper()}{task.what[1:]}".rstrip(".")
        lines.append(f"{number}. {what}; {stands}{words}.")
        if task.out_of_order_because:
            lines.append(f"   Out of the document's order, by a lead: {task.out_of_order_because}")
    return lines


def tasks_as_buttons(call: OfstedCall) -> tuple[Button, ...]:
    """One button for each of the first things that are not done."""
    left = [number for number, task in enumerate(call.tasks, 1) if task.done_on is None]
    return tuple(
        Button(f"{number} is done", f"ofsted done {call.school.urn} {number}") for number in left[:MOST_BUTTONS]
    )


class WhatCameOfIt(LongText):
    """What came of it."""

    most = 2_000


def task_done(
    request: Request, school: School, number: int | None, on: Reading | None, words: str | None, override: str | None
) -> Message:
    """Something that an outcome started was done, the first that is left where no number is said.

    Steps in an order are taken in it; a lead may record another order with a reason. Source: T1-39, W2-23, W2-45.
    """
    call = latest_call(request, school)
    if not may_read_outcome(request, call):
        raise Refused(f"What Ofsted found at {school.name} is restricted until it is published.")
    left = [place for place, task in enumerate(call.tasks, 1) if task.done_on is None]
    if not left:
        raise Refused(f"Nothing is left to do after Ofsted's visit to {school.name}.")
    number = number or left[0]
    if number > len(call.tasks):
        raise Refused(
            f"There are {len(call.tasks)} things to do, and no number {number}. To see them: ofsted {school.urn}"
        )
    task = call.tasks[number - 1]
    if task.done_on is not None:
        raise Refused(f"Number {number} was done {say_day(task.done_on)}.")
    before = [one for one in call.tasks if one.duty == task.duty and 0 < one.step < task.step and one.done_on is None]
    if before:
        duty = next((one for one in request.framework.after_ofsted if one.key == task.duty), None)
        quoted = f" “{duty.clause}”" if duty and duty.clause else ""
        against = f"First: {before[0].what}.{quoted}"
        if Role.LEAD not in request.roles:
            raise Refused(f"{against} Nothing was stored. A lead can record it with a reason.")
        if override is None:
            raise Question(f"{against} As a lead you can record it, with a reason. Why?", asks="override")
        task.out_of_order_because = override
    task.done_on = on.value if on is not None else london_day(request.now)
    task.done_by_id, task.words = request.person.id, words
    call.next_look_at = request.now
    request.session.flush()
    return Message(f"{school.name}: number {number} is done", tuple(task_lines(call)), buttons=tasks_as_buttons(call))


DONE = Command(
    name="ofsted done",
    help="Say that something which an Ofsted outcome started is done.",
    example="ofsted done Old Hall 1 on 3 November",
    fields=(
        Field("words", "What came of it?", WhatCameOfIt(), required=False, after_colon=True),
        THE_SCHOOL,
        Field("on", "When?", APastDay(), required=False, opening="on", help="3 November; none: today"),
        Field("number", "Which number?", Number("number", "ofsted done Old Hall 1"), required=False),
        Field("override", "Why, against the document's order?", AReason(), required=False, later=True),
    ),
    allowed=ADVISERS,
    run=task_done,
)
