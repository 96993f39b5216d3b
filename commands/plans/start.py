"""`plan start`: a school gets a plan."""

from __future__ import annotations

from commands.actions.add import check_school_is_open
from commands.command import NO, Command, Option, Question, Request
from commands.plans.fields import PLANNERS, THE_KIND, THE_SCHOOL
from notifications.message import Button, Message
from policy.saying import london_day, say_day
from storage.plans import Plan, PlanState, plans_of_school
from storage.references import next_reference
from storage.schools import School


def plan_started(request: Request, school: School, kind: str) -> Message:
    """Start a plan of a kind that the strategy has.

    Raises Refused for a closed school, Question where it has an open plan of this kind. Source: W0-23, W0-70.
    """
    check_school_is_open(school)
    chosen = request.framework.plan_kind(kind)
    plans = plans_of_school(request.session, request.team.id, school.id)
    for other in plans:
        if other.kind == kind and other.state == PlanState.OPEN and f"beside-{other.ref}" not in request.sure:
            raise Question(
                f"{school.name} has {other.ref}, a {chosen.name}, open since {say_day(other.started_on)}. "
                "Start another one beside it?",
                asks="sure",
                options=(Option("Yes, another one", f"beside-{other.ref}"), Option("No, leave it", NO)),
            )
    plan = Plan(
        team_id=request.team.id,
        number=next_reference(request.session, request.team.id, "plans"),
        school_id=school.id,
        school=school,
        kind=kind,
        state=PlanState.OPEN,
        started_on=london_day(request.now),
        started_by_id=request.person.id,
        priorities=[],
    )
    request.session.add(plan)
    request.session.flush()
    others = [one.ref for one in plans if one.state == PlanState.OPEN]
    beside = (f"Beside it stands {', '.join(others)}.",) if others else ()
    return Message(
        f"{plan.ref}: {chosen.name} for {school.name}",
        (
            f"Started {say_day(plan.started_on)}. It has room for {chosen.priorities} priorities; none yet.",
            *beside,
            f"Add the first: plan priority {plan.ref} 1 “Writing at KS1”",
        ),
        buttons=(Button("Add a priority", f"plan priority {plan.ref}"), Button("Show it", f"plan {plan.ref}")),
    )


COMMAND = Command(
    name="plan start",
    help="Start a plan for a school.",
    example="plan start Blackwood rrp",
    fields=(THE_SCHOOL, THE_KIND),
    allowed=PLANNERS,
    run=plan_started,
)
