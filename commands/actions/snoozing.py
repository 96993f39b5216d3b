"""Putting off the reminders of an action, never past its day in silence."""

from __future__ import annotations

from datetime import UTC, datetime

from commands.actions.rights import check_it_is_open
from commands.command import Request
from commands.standing_in import is_theirs, leads
from notifications.rules.action_due import last_call, reminded
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.actions import Action


def check_reminders_are_theirs(request: Request, action: Action) -> None:
    """Raises Refused for a closed action, and unless the asker gets its reminders or leads the team."""
    check_it_is_open(request, action)
    told = reminded(action, request.facts, london_day(request.now))
    theirs = is_theirs(request, {person.id for person in told}, action.school_id)
    if not theirs and not leads(request):
        names = " and ".join(person.name for person in told)
        raise Refused(f"The reminders of {action.ref} go to {names}, so there is nothing of yours to put off.")


def snooze_action(request: Request, action: Action, at: datetime) -> tuple[datetime, tuple[str, ...]]:
    """Put off an action's reminders until `at`, a working moment, but not past the morning of its day; until when, and
    what to say of that.
    """
    lines: tuple[str, ...] = ()
    last = last_call(action, request.facts)
    if request.now < last < at:
        at = last
        lines = (f"{action.ref} is due {say_day(action.due_on)}; that morning's reminder comes all the same.",)
    action.snoozed_until = at.astimezone(UTC)
    return at, lines
