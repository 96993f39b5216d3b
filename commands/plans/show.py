"""`plan`: the plans of a school, or one plan with its priorities and actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from commands.actions.saying import short_day, state_of
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_plan import APlanOrSchool
from commands.line import shorten
from notifications.message import Button, Message, Table
from policy.saying import london_day, say_day
from storage.actions import Action, ActionState, actions_of_plan, open_actions
from storage.plans import Plan, PlanState, plans_of_school
from storage.schools import School

MOST_OF_A_TEXT = 70
OFFERED = 5


def plan_shown(request: Request, which: Plan | School, page: int | None) -> Message:
    """One plan; of a school its only open plan, or a list where it has none or several. Source: W0-23, W0-71."""
    if isinstance(which, Plan):
        return _plan(request, which, page)
    plans = plans_of_school(request.session, request.team.id, which.id)
    open_ones = [plan for plan in plans if plan.state == PlanState.OPEN]
    if len(open_ones) == 1:
        return _plan(request, open_ones[0], page, beside=[plan for plan in plans if plan not in open_ones])
    return _plans(request, which, plans)


def _plans(request: Request, school: School, plans: Sequence[Plan]) -> Message:
    kinds = request.framework.plan_kinds
    start = tuple(
        Button(f"Start {kind.short}", f"plan start {school.urn} {kind.key}")
        for kind in kinds[:OFFERED]
        if not any(plan.kind == kind.key and plan.state == PlanState.OPEN for plan in plans)
    )
    if not plans:
        own = len(open_actions(request.session, request.team.id, school_id=school.id))
        without = (f"{own} open {'action stands' if own == 1 else 'actions stand'} outside any plan.",) if own else ()
        return Message(f"{school.name}: no plan yet", without, buttons=start if school.is_open else ())
    rows = tuple(
        (
            plan.ref,
            request.framework.plan_kind(plan.kind).name,
            short_day(plan.started_on),
            f"{len(plan.priorities)}",
            str(plan.state),
        )
        for plan in plans
    )
    return Message(
        f"{school.name}: {len(plans)} {'plan' if len(plans) == 1 else 'plans'}",
        table=Table(("Plan", "Kind", "Started", "Priorities", "State"), rows),
        buttons=(*(Button(f"Show {plan.ref}", f"plan {plan.ref}") for plan in plans[:OFFERED]), *start[:2]),
    )


def _plan(request: Request, plan: Plan, number: int | None, beside: Sequence[Plan] = ()) -> Message:
    kind = request.framework.plan_kind(plan.kind)
    actions = in_order(actions_of_plan(request.session, request.team.id, plan.id))
    page = page_of(actions, number, f"plan {plan.ref}")
    return Message(
        f"{plan.ref}: {kind.name}, {plan.school.name}{page.said}",
        _top(request, plan, actions, beside) if page.number == 1 else (),
        _table(page.rows, request) if page.rows else None,
        (
            *((Button("More", f"plan {plan.ref} page {page.number + 1}"),) if page.has_more else ()),
            *(_steps(plan) if page.number == 1 else ()),
        ),
    )


def _top(request: Request, plan: Plan, actions: Sequence[Action], beside: Sequence[Plan]) -> tuple[str, ...]:
    lines = [_where_it_stands(plan), *_counts(actions, request)]
    lines += [f"Priority {one.position}: {one.text}{_of_priority(one.id, actions)}" for one in plan.priorities]
    if not plan.priorities:
        lines.append(f"No priority yet. Add the first: plan priority {plan.ref} 1 “Writing at KS1”")
    if beside:
        lines.append(f"Earlier: {', '.join(f'{one.ref} ({one.state})' for one in beside[:OFFERED])}.")
    return tuple(lines)


def _where_it_stands(plan: Plan) -> str:
    closed = f", closed {say_day(plan.closed_at)}" if plan.closed_at else ""
    reviewed = f", reviewed {say_day(plan.reviewed_on)}" if plan.reviewed_on else ", not reviewed yet"
    return f"Started {say_day(plan.started_on)}{reviewed}{closed}."


def _counts(actions: Sequence[Action], request: Request) -> tuple[str, ...]:
    if not actions:
        return ("No action yet.",)
    today = london_day(request.now)
    still = [action for action in actions if action.is_open]
    late = sum(request.facts.is_overdue(action.due_on, today) for action in still)
    done = sum(action.state == ActionState.DONE for action in actions)
    dropped = len(actions) - len(still) - done
    colours = Counter(action.rag or "no colour yet" for action in still)
    parts = [f"{len(still)} open", f"{late} overdue", f"{done} done", *([f"{dropped} dropped"] if dropped else [])]
    said = ", ".join(f"{colours[colour]} {colour}" for colour in ("red", "amber", "green") if colours[colour])
    return (f"{len(actions)} {'action' if len(actions) == 1 else 'actions'}: {', '.join(parts)}{_also(said)}.",)


def _also(colours: str) -> str:
    return f"; of the open ones {colours}" if colours else ""


def _of_priority(priority_id: int, actions: Sequence[Action]) -> str:
    own = [action for action in actions if action.priority_id == priority_id]
    still = sum(action.is_open for action in own)
    return f" ({still} of {len(own)} open)" if own else " (no action yet)"


def in_order(actions: Sequence[Action]) -> list[Action]:
    """Open ones by day, the most urgent first, then the closed ones, the newest first."""
    still = sorted((action for action in actions if action.is_open), key=lambda action: (action.due_on, action.number))
    return still + sorted((action for action in actions if not action.is_open), key=lambda action: -action.number)


def _table(rows: Sequence[Action], request: Request) -> Table:
    return Table(
        ("Action", "Priority", "What", "Lead", "Due", "State"),
        tuple(
            (
                action.ref,
                str(action.priority.position) if action.priority else "",
                shorten(action.text, MOST_OF_A_TEXT),
                action.lead_name,
                short_day(action.due_on),
                state_of(action, request),
            )
            for action in rows
        ),
    )


def _steps(plan: Plan) -> tuple[Button, ...]:
    if plan.state != PlanState.OPEN:
        return ()
    return (
        Button("Add an action", f"action {plan.school.urn} of {plan.ref}"),
        Button("Add a priority", f"plan priority {plan.ref}"),
        Button("Review it", f"plan review {plan.ref}"),
    )


COMMAND = Command(
    name="plan",
    help="The plans of a school, or one plan with its priorities and actions.",
    example="plan Blackwood",
    fields=(
        Field("which", "Which school, or which plan?", APlanOrSchool(), help="Blackwood, or P7"),
        Field("page", "Which page?", APage("plan P7 page 2"), required=False),
    ),
    allowed=EVERYBODY,
    run=plan_shown,
    changes=False,
    says=("plan show", "rrp"),
)
