"""Who may change an action, and whether it can still be changed."""

from __future__ import annotations

from commands.command import Request
from commands.standing_in import is_theirs, leads
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.actions import Action, ActionState
from storage.people import Role

CHANGERS = frozenset({Role.ADVISER, Role.LEAD, Role.CHAIR, Role.CLERK, Role.ADMIN})
"""Everybody who has a part in actions; who may change a certain one, `check_it_is_theirs` says."""


def check_it_is_theirs(request: Request, action: Action) -> None:
    """Raises Refused unless the asker leads the action, is attached to its school, raised it, stands in for one of
    these, or leads the team.
    """
    attached = request.facts.adviser_of(action.school_id, london_day(request.now))
    theirs = {action.lead_person_id, action.raised_by_id, attached.id if attached else None}
    if is_theirs(request, theirs, action.school_id) or leads(request):
        return
    raiser = request.facts.colleague(action.raised_by_id)
    able = [person.name for person in (action.lead_person, attached, raiser) if person is not None]
    who = f"{', '.join(dict.fromkeys(able))} or a lead can do that." if able else "A lead can do that."
    raise Refused(f"{action.ref} is led by {action.lead_name}. {who}")


def check_it_is_theirs_or_a_clerks(request: Request, action: Action) -> None:
    """As `check_it_is_theirs`, and clerks may as well."""
    if Role.CLERK not in request.roles:
        check_it_is_theirs(request, action)


def check_it_is_closed(request: Request, action: Action) -> None:
    """Raises Refused for an action that is still to be done."""
    if action.is_open:
        raise Refused(f"{action.ref} is open: nothing has to be reopened.")


def check_it_is_open(request: Request, action: Action) -> None:
    """Raises Refused for an action that was done or dropped, saying when and why."""
    if action.is_open:
        return
    last = action.notes[-1] if action.notes else None
    said = f", {say_day(last.at)}: “{last.words}”" if last is not None and last.words else ""
    what = "done" if action.state == ActionState.DONE else "dropped"
    raise Refused(f"{action.ref} is {what} already{said}. To open it again: action reopen {action.ref}")
