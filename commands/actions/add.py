"""`action`: somebody agrees to do something at a school by a day."""

from __future__ import annotations

from commands.actions.due import check_due_day
from commands.actions.fields import BY_WHEN, THE_LEAD, THE_SCHOOL, WHAT, APriority, ASide, ThePlanMeant, the_lead
from commands.actions.new import new_action
from commands.actions.rights import CHANGERS
from commands.actions.saying import next_steps, say_action, told_line
from commands.command import NO, Command, Field, Option, Question, Request
from commands.kinds.a_plan import open_plan_of
from notifications.message import Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import say_day
from storage.actions import Side, open_actions
from storage.plans import Plan, PlanState, Priority, plan_numbered
from storage.schools import School, Standing


def action_added(
    request: Request,
    school: School,
    text: str,
    side: Side | None,
    priority: int | None,
    plan: int | None,
    lead: str,
    due: Reading,
) -> Message:
    """Store an action, on its own or under a priority of the school's plan.

    Raises Refused for a closed school, Question for what only the person can know. Source: W0-21, W0-71.
    """
    check_school_is_open(school)
    who = the_lead(lead, school, request)
    check_due_day(request, due.value, due.assumed)
    check_it_is_new(request, school, text)
    of_plan, of_priority, hint = place_in_plan(request, school, plan, priority)
    action = new_action(
        request, school, text, who, due.value, side=side or Side.BOTH, plan=of_plan, priority=of_priority
    )
    lines = (
        *say_action(action, request),
        *told_line(action, request),
        *hint,
        *(f"Assumed: {words}." for words in due.assumed),
    )
    return Message(f"{action.ref}: {school.name}", lines, buttons=next_steps(action))


def check_school_is_open(school: School) -> None:
    """Raises Refused for a school that has closed."""
    if school.standing == Standing.CLOSED or school.closed_on is not None:
        closed = f" on {say_day(school.closed_on)}" if school.closed_on else ""
        raise Refused(f"{school.name} closed{closed}. Its successor may have a new URN.")


def check_it_is_new(request: Request, school: School, text: str) -> None:
    """Ask about an open action at the school that has the same words. Raises Question."""
    for other in open_actions(request.session, request.team.id, school_id=school.id):
        if plain(other.text) == plain(text) and f"beside-{other.ref}" not in request.sure:
            raise Question(
                f"{other.ref} at {school.name} says the same: {other.lead_name}, due {say_day(other.due_on)}. "
                "Is this another action?",
                asks="sure",
                options=(Option("Yes, another one", f"beside-{other.ref}"), Option("No, it is the same", NO)),
            )


def plain(text: str) -> str:
    """The words alone, by which two actions are the same."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def place_in_plan(
    request: Request, school: School, plan: int | None, priority: int | None
) -> tuple[Plan | None, Priority | None, tuple[str, ...]]:
    """The plan and the priority that are meant, and what to say where one of them is not there.

    Raises Question when the school has several open plans, Refused for a plan of another school or a closed one.
    """
    if plan is None and priority is None:
        return None, None, ()
    chosen = open_plan_of(school, request, "plan") if plan is None else _plan_numbered(request, school, plan)
    if chosen is None:
        kind = request.framework.plan_kinds[0]
        start = f"plan start {school.urn} {kind.says[0]}"
        return None, None, (f"{school.name} has no open plan, so the action stands on its own. Start one: {start}",)
    if priority is None:
        return chosen, None, ()
    found = next((one for one in chosen.priorities if one.position == priority), None)
    if found is not None:
        return chosen, found, ()
    add = f"plan priority {chosen.ref} {priority} “Writing at KS1”"
    return chosen, None, (f"{chosen.ref} has no priority {priority} yet; the action is in {chosen.ref}. Add it: {add}",)


def _plan_numbered(request: Request, school: School, number: int) -> Plan:
    plan = plan_numbered(request.session, request.team.id, number)
    if plan is None:
        raise Refused(f"There is no plan P{number} in your team. “plan {school.urn}” shows this school's.")
    if plan.school_id != school.id:
        raise Refused(f"{plan.ref} is the plan of {plan.school.name}. “plan {school.urn}” shows this school's.")
    if plan.state != PlanState.OPEN:
        raise Refused(f"{plan.ref} is closed. “plan {school.urn}” shows this school's plans.")
    return plan


COMMAND = Command(
    name="action",
    help="Agree an action at a school: what, who leads it, by when.",
    example='action Blackwood "Moderate Y2 writing with Edgar Stammers" @jane by Friday week priority 2',
    fields=(
        THE_SCHOOL,
        WHAT,
        Field("plan", "In which plan?", ThePlanMeant(), required=False, help="of P7"),
        Field("priority", "Under which priority?", APriority(), required=False, help="priority 2"),
        Field("side", "Whose action is it?", ASide(), required=False),
        BY_WHEN,
        THE_LEAD,
    ),
    allowed=CHANGERS,
    run=action_added,
    says=("action add", "action new"),
)
