"""Somebody was given an action by somebody else, and should hear of it. Source: ours."""

from __future__ import annotations

from datetime import datetime, timedelta

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, what_is_due
from notifications.rules.action_due import how_due
from policy.saying import london_day, say_day
from storage.actions import Action, ActionNoteKind, action_with_id
from storage.people import Person

NAME = "action-given"
SECOND_THOUGHTS = timedelta(minutes=10)
"""How long the giver can take it back before anybody hears of it: the time for undo."""


def action_given(action: Action, facts: TeamFacts, now: datetime) -> Looked:
    """The new lead is told at the next working moment once the ten minutes for undo are over, and once for each giving;
    after the next working day it is no news any more.
    """
    given_at, giver_id = giving(action)
    lead = facts.colleague(action.lead_person_id)
    if not action.is_open or lead is None or giver_id == lead.id:
        return Looked()
    at = facts.working_time.next_working_moment(given_at + SECOND_THOUGHTS)
    until = facts.working_time.closing(facts.working_time.next_working_day(london_day(at)))
    due, again_at = what_is_due((Occasion(at, until),), now)
    key = f"action-given:{action.id}:{given_at:%Y-%m-%dT%H:%M:%SZ}"
    return Looked(tuple(Nudge(key, lead, "ours", Topic.ACTIONS, occasion) for occasion in due), again_at)


def giving(action: Action) -> tuple[datetime, int]:
    """When, and by whom (the id of a person), the action was last given to its lead."""
    gifts = [note for note in action.notes if note.kind == ActionNoteKind.GIVEN]
    return (gifts[-1].at, gifts[-1].person_id) if gifts else (action.raised_at, action.raised_by_id)


def words(action: Action, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What it is, from whom, and by when."""
    giver = facts.colleague(giving(action)[1])
    return Message(
        f"{action.ref}: an action for you at {action.school.name}, {how_due(action, facts, london_day(now))}",
        (f"“{action.text}”", f"Due {say_day(action.due_on)}.{f' From {giver.name}.' if giver else ''}"),
        buttons=(
            Button("Its card", f"action {action.ref}"),
            Button("Progress", f"action progress {action.ref}"),
            Button("Give to ...", f"action give {action.ref}"),
        ),
    )


def why(action: Action, facts: TeamFacts) -> tuple[str, ...]:
    """Being given an action is its own reason."""
    return ()


RULE = Rule(NAME, Topic.ACTIONS, action_with_id, action_given, words, why)
