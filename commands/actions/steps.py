"""`visit steps`: the next steps of a visit's note become actions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from commands.actions.add import check_school_is_open, plain
from commands.actions.due import check_due_day
from commands.actions.fields import BY_WHEN, THE_LEAD, Words, the_lead
from commands.actions.new import new_action
from commands.actions.rights import CHANGERS
from commands.actions.saying import short_day
from commands.actions.step_line import Step, steps_of
from commands.command import Command, Done, Field, FollowUp, Option, Question, Request
from commands.kinds.a_visit import AVisit
from commands.kinds.due_day import read_due
from commands.kinds.who import lead_called
from commands.kinds.words import Number
from commands.line import shorten
from commands.odd_days import in_the_holidays
from commands.standing_in import is_theirs
from notifications.message import Button, Message, Table
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import say_day
from storage.actions import Action, actions_of_school
from storage.people import Role
from storage.visits import Visit

NEXT_STEPS = "next-steps"
SKIP = "skip"
"""What may be answered instead of a lead: the line is no action."""


def visit_steps(
    request: Request, visit: Visit, step: int | None, lead: str | None, due: Reading | None, skipped: str | None
) -> Done:
    """Make an action of each line of a note's next steps that is none yet; of those that say who and by when at once,
    and then ask about the others one by one.

    Raises Refused when the note has no next steps or the asker is not the visit's adviser, a lead or a clerk.
    """
    _check_it_is_theirs(request, visit)
    check_school_is_open(visit.school)
    steps = steps_of(visit.note_parts.get(NEXT_STEPS, ""), request)
    if not steps:
        raise Refused(
            f"The note of {visit.ref} has no next steps. Write them with: visit note {visit.ref} next steps: ..."
        )
    skips = set((skipped or "").split())
    known = _known(request, visit)
    made: list[Action] = []
    if step is not None and 1 <= step <= len(steps):
        if (lead or "").strip().casefold() == SKIP:
            skips.add(str(step))
        elif plain(steps[step - 1].text) not in known:
            made.append(_answered(request, visit, steps[step - 1], lead, due))
    known |= {plain(one.text) for one in made}
    left = []
    for number, one in enumerate(steps, start=1):
        if str(number) in skips or plain(one.text) in known:
            continue
        if action := _at_once(request, visit, one):
            made.append(action)
        else:
            left.append(number)
    if not made and not left:
        return Done(Message(f"{visit.ref}: every next step is an action already", buttons=_listed(visit)))
    return Done(_said(visit, made, len(left)), _ask_about(request, visit, steps, left, skips))


def _check_it_is_theirs(request: Request, visit: Visit) -> None:
    theirs = is_theirs(request, {visit.adviser_id, visit.companion_id}, visit.school_id)
    if theirs or request.roles & {Role.LEAD, Role.CLERK}:
        return
    raise Refused(
        f"{visit.ref} is {visit.adviser.name}'s visit. {visit.adviser.first_name}, a lead or a clerk can do that."
    )


def _known(request: Request, visit: Visit) -> set[str]:
    """The words of the school's actions since the visit."""
    actions = actions_of_school(request.session, request.team.id, visit.school_id)
    return {plain(action.text) for action in actions if action.raised_at >= visit.started_at}


def _answered(request: Request, visit: Visit, step: Step, lead: str | None, due: Reading | None) -> Action:
    """The action of a step about which was asked. Raises Question for what is still missing."""
    said_lead = lead or step.lead
    said_due = due or (read_due(step.due, request) if step.due else None)
    if said_lead is None:
        raise Question(_who(step), asks=THE_LEAD.name)
    who = the_lead(said_lead, visit.school, request)
    if said_due is None:
        raise Question(f"“{shorten(step.text)}”: by when?", asks=BY_WHEN.name, options=_days(request))
    check_due_day(request, said_due.value, said_due.assumed)
    return new_action(request, visit.school, step.text, who, said_due.value)


def _at_once(request: Request, visit: Visit, step: Step) -> Action | None:
    """The action of a step that says all; None where something has to be asked."""
    with suppress(Refused, Question):
        if step.lead and step.due:
            who, day = lead_called(step.lead, visit.school, request), read_due(step.due, request).value
            check_due_day(request, day)
            return new_action(request, visit.school, step.text, who, day)
    return None


def _said(visit: Visit, made: Sequence[Action], left: int) -> Message:
    rest = f", {left} to complete" if left else ""
    if not made:
        return Message(f"{visit.ref}: {left} next {'step' if left == 1 else 'steps'} to complete")
    rows = tuple((one.ref, shorten(one.text, 60), one.lead_name, short_day(one.due_on)) for one in made)
    return Message(
        f"{visit.ref}: {len(made)} {'action' if len(made) == 1 else 'actions'} at {visit.school.name}{rest}",
        tuple(f"{one.ref} is due {say_day(one.due_on)}." for one in made) if len(made) == 1 else (),
        Table(("Action", "What", "Lead", "Due"), rows),
        () if left else _listed(visit),
    )


def _listed(visit: Visit) -> tuple[Button, ...]:
    return (Button("Its actions", f"action list {visit.school.urn}"),)


def _ask_about(
    request: Request, visit: Visit, steps: Sequence[Step], left: Sequence[int], skips: set[str]
) -> FollowUp | None:
    """The question about the first step that is left: who leads it, else by when."""
    if not left:
        return None
    step = steps[left[0] - 1]
    values = {"visit": visit.ref, "step": str(left[0]), "skipped": " ".join(sorted(skips, key=int))}
    if step.lead and _is_somebody(step.lead, visit, request):
        values |= {"lead": step.lead}
        return FollowUp("visit steps", values, BY_WHEN.name, _by_when(step, request), _days(request))
    options = (
        Option(request.person.name, request.person.name),
        Option("Head teacher", "HT"),
        Option("It is no action", SKIP),
    )
    return FollowUp("visit steps", values, THE_LEAD.name, _who(step), options)


def _is_somebody(text: str, visit: Visit, request: Request) -> bool:
    try:
        lead_called(text, visit.school, request)
    except (Refused, Question):
        return False
    return True


def _who(step: Step) -> str:
    return f"“{shorten(step.text)}”: who leads it? For example: HT, SENCo, @jane"


def _by_when(step: Step, request: Request) -> str:
    """The question for the day; a day that the line names has something about it that only a person can settle."""
    said = ""
    if step.due:
        day = read_due(step.due, request).value
        working = request.facts.working_time.is_working_day(day)
        said = f" {in_the_holidays(request, day) if working else f'{say_day(day)} is not a working day'}."
    return f"“{shorten(step.text)}”: by when?{said}"


def _days(request: Request) -> tuple[Option, ...]:
    offers = []
    for words in ("in 2 weeks", "end of term"):
        with suppress(Refused):
            day = read_due(words, request).value
            offers.append(Option(f"{words.capitalize()}, {say_day(day)}", day.isoformat()))
    return tuple(offers)


COMMAND = Command(
    name="visit steps",
    help="Make actions of the next steps of a visit's note.",
    example="visit steps V12",
    fields=(
        Field("visit", "Which visit?", AVisit(), help="V12"),
        Field("step", "Which step?", Number("step", "step 2"), required=False),
        Field("lead", THE_LEAD.label, THE_LEAD.kind, required=False, help=THE_LEAD.help),
        Field("due", BY_WHEN.label, BY_WHEN.kind, required=False, help=BY_WHEN.help),
        Field("skipped", "Which are no actions?", Words(), required=False),
    ),
    allowed=CHANGERS,
    run=visit_steps,
)


def steps_button(visit: Visit, request: Request) -> tuple[Button, ...]:
    """The button that makes actions of a note's next steps, where there are any that are no actions yet."""
    steps = steps_of(visit.note_parts.get(NEXT_STEPS, ""), request)
    known = _known(request, visit) if steps else set()
    left = sum(plain(step.text) not in known for step in steps)
    label = f"Make {left} {'action' if left == 1 else 'actions'}"
    return (Button(label, f"visit steps {visit.ref}"),) if left else ()
