"""How an action is said back, whatever has just been done to it."""

from __future__ import annotations

from datetime import date

from commands.command import Request
from commands.kinds.role_words import CONTACT_ROLES, contact_role
from commands.line import shorten
from notifications.message import Button
from notifications.rules.action_due import how_due, reminded
from notifications.rules.action_given import SECOND_THOUGHTS
from policy.saying import london_day, say_day, say_moment
from storage.actions import Action, ActionState, Side

MOST_OF_A_TEXT = 300
SIDES = {Side.SCHOOL: "school's action", Side.LA: "LA action"}


def say_action(action: Action, request: Request) -> tuple[str, ...]:
    """What, who and when: three lines, with whom the reminders go to where the lead is off the chat."""
    return (f"“{shorten(action.text, MOST_OF_A_TEXT)}”{_where(action)}", lead_line(action, request), due_line(action))


def _where(action: Action) -> str:
    side = SIDES.get(Side(action.side))
    place = f"{action.plan.ref}, priority {action.priority.position}" if action.plan and action.priority else None
    place = place or (action.plan.ref if action.plan else None)
    parts = [part for part in (side, place) if part]
    return f" ({', '.join(parts)})" if parts else ""


def lead_line(action: Action, request: Request) -> str:
    """`Lead: Amina Khan.` or `Lead: Mrs J Smith, head teacher. Off the chat, so Amina Khan gets the reminders.`"""
    if action.lead_person is not None:
        return f"Lead: {action.lead_name}."
    people = " and ".join(person.name for person in reminded(action, request.facts, london_day(request.now)))
    line = f"Lead: {action.lead_name}. Off the chat, so {people} gets the reminders."
    if (role := contact_role((action.lead_service or "").casefold())) is None:
        return line
    tell = f'school contact {action.school.urn} {CONTACT_ROLES[role][0]} "Mrs J Smith"'
    return f"{line} I do not know the name: {tell}"


def due_line(action: Action) -> str:
    """`Due Friday 4 December 2026.`, and how often it was moved."""
    moved = f" Moved {action.moves} {'time' if action.moves == 1 else 'times'}." if action.moves else ""
    return f"Due {say_day(action.due_on)}.{moved}"


def state_of(action: Action, request: Request) -> str:
    """One short phrase for lists: how due it is, its colour, or that it is done."""
    if action.state == ActionState.DONE:
        return f"done {short_day(london_day(action.done_at))}" if action.done_at else "done"
    if action.state == ActionState.DROPPED:
        return "dropped"
    stands = how_due(action, request.facts, london_day(request.now))
    return f"{stands}, {action.rag}" if action.rag else stands


def short_day(day: date) -> str:
    """`Fri 4 Dec 2026`: for tables, where the full form does not fit."""
    words = say_day(day).split()
    return f"{words[0][:3]} {words[1]} {words[2][:3]} {words[3]}"


def told_line(action: Action, request: Request) -> tuple[str, ...]:
    """When the lead hears of an action that somebody else has just given."""
    lead = action.lead_person
    if lead is None or lead.id == request.person.id:
        return ()
    at = request.facts.working_time.next_working_moment(request.now + SECOND_THOUGHTS)
    soon = at <= request.now + SECOND_THOUGHTS
    return (f"{lead.first_name} is told {'in ten minutes' if soon else say_moment(at)}.",)


def next_steps(action: Action) -> tuple[Button, ...]:
    """What can be done next about an action."""
    if not action.is_open:
        return (Button("Reopen", f"action reopen {action.ref}"),)
    return (
        Button("Done", f"action done {action.ref}"),
        Button("Progress", f"action progress {action.ref}"),
        Button("Move", f"action move {action.ref}"),
        Button("Give to ...", f"action give {action.ref}"),
    )
