"""`plan review`: how far a plan has come, in words."""

from __future__ import annotations

from commands.command import Command, Field, Request
from commands.kinds.words import LongText
from commands.plans.fields import PLANNERS, THE_PLAN, check_plan_is_open
from commands.plans.hints import hints_on_actions, hints_on_words
from notifications.message import Button, Message
from policy.saying import london_day, say_day
from storage.actions import ActionState, actions_of_plan
from storage.marks import add_mark
from storage.plans import Plan


class TheReview(LongText):
    """What the review says."""

    most = 4_000

    def read(self, text: str, request: Request) -> str:
        """The words, without the colon before them."""
        return super().read(text.strip().removeprefix(":").strip(), request)


def plan_reviewed(request: Request, plan: Plan, words: str) -> Message:
    """Store today's review of a plan, with hints on its quality; the review before it stays in the audit.

    Source: W0-23, the plan is "regularly reviewed via the TAS meetings"; T1-34 and H4-23, each term; W0-21 and W0-22
    for the hints.
    """
    check_plan_is_open(plan)
    today = london_day(request.now)
    before = plan.reviewed_on
    plan.reviewed_on = today
    plan.review_words = words
    for duty in request.framework.duties:
        if plan.kind in duty.plan_kinds:
            add_mark(
                request.session, request.team.id, plan.school_id, duty.key, today, None, request.person.id, request.now
            )
    request.session.flush()
    actions = actions_of_plan(request.session, request.team.id, plan.id)
    still = [action for action in actions if action.is_open]
    late = sum(request.facts.is_overdue(action.due_on, today) for action in still)
    done = sum(action.state == ActionState.DONE for action in actions)
    lines = [
        f"Reviewed {say_day(today)}{f', before that {say_day(before)}' if before and before != today else ''}.",
        f"“{words}”",
        f"{len(still)} open, {late} overdue, {done} done.",
    ]
    hints = (*hints_on_actions(actions, today), *hints_on_words(words))
    if hints:
        lines += ["Worth a look before it goes further (nothing has to be changed):", *hints]
    return Message(
        f"{plan.ref}: reviewed, {plan.school.name}",
        tuple(lines),
        buttons=(Button("Show it", f"plan {plan.ref}"), Button("Review again", f"plan review {plan.ref}")),
    )


COMMAND = Command(
    name="plan review",
    help="Review a plan: what difference it has made so far.",
    example="plan review P7 Writing at KS1 is improving: 62% on track, 48% in September",
    fields=(THE_PLAN, Field("words", "What difference has it made?", TheReview(), help="with its evidence")),
    allowed=PLANNERS,
    run=plan_reviewed,
)
