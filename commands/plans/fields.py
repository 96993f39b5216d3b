"""Fields that several verbs about plans share."""

from __future__ import annotations

from commands.command import ADVISERS, Field, Request
from commands.kinds.a_plan import APlan
from commands.kinds.a_school import ASchool
from commands.kinds.words import Choice
from policy.refused import Refused
from storage.people import Role
from storage.plans import Plan, PlanState

PLANNERS = ADVISERS | {Role.CHAIR, Role.CLERK}
"""Who writes in plans: clerks type what the Chair says."""

MOST_OF_A_PRIORITY = 500


def _kinds(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((kind.key, kind.name[:1].upper() + kind.name[1:], kind.says) for kind in request.framework.plan_kinds)


THE_PLAN = Field("plan", "Which plan?", APlan(), help="P7")
THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
THE_KIND = Field("kind", "What kind of plan?", Choice(_kinds, "kind of plan"))


def check_plan_is_open(plan: Plan) -> None:
    """Raises Refused for a plan that was closed."""
    if plan.state != PlanState.OPEN:
        raise Refused(f"{plan.ref} is closed. Start another with: plan start {plan.school.urn} {plan.kind}")
