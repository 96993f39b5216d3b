"""Ofsted has called: said at once, whatever the hour, to those who have to know.

Source: no document prints it; the team's own setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, in_utc
from policy.saying import london_day, say_day, say_moment
from storage.ofsted_calls import OfstedCall, call_with_id
from storage.people import Person

NAME = "ofsted-called"


def ofsted_called(call: OfstedCall, facts: TeamFacts, now: datetime) -> Looked:
    """To leads, the attached adviser and the named list, but whoever said it; once, until inspectors have left."""
    if not call.is_running(now):
        return Looked()
    occasion = Occasion(call.called_at, call.is_over_at, firm=True)
    key = f"ofsted-called:{call.id}:{in_utc(call.called_at)}"
    return Looked(tuple(Nudge(key, one, "ours", Topic.OFSTED, occasion) for one in receivers(call, facts)))


def receivers(call: OfstedCall, facts: TeamFacts) -> Sequence[Person]:
    """Who hears of it."""
    adviser = facts.adviser_of(call.school_id, london_day(call.called_at))
    people = [*facts.leads, *((adviser,) if adviser is not None else ()), *facts.told_of_ofsted]
    return tuple({one.id: one for one in people if one.id != call.told_by_id}.values())


def words(call: OfstedCall, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Which school, when, and who said so."""
    days = say_day(call.first_on)
    if call.last_on != call.first_on:
        days = f"{days} to {say_day(call.last_on)}"
    return Message(
        f"Ofsted has called {call.school.name}",
        (
            f"{days}. {call.told_by.name} said so {say_moment(call.called_at)}.",
            "What would be mailed to the school waits until inspectors have left.",
        ),
        buttons=(
            Button("School card", f"school {call.school.urn}"),
            Button("Show it", f"ofsted {call.school.urn}"),
        ),
    )


def why(call: OfstedCall, facts: TeamFacts) -> tuple[str, ...]:
    """Where it comes from."""
    return ("Leads, the attached adviser and the named list hear of it at once (your team's setting).",)


def called(call: OfstedCall | None) -> str:
    """Which inspection."""
    return f"Ofsted at {call.school.name}" if call is not None else "This"


RULE = Rule(NAME, Topic.OFSTED, call_with_id, ofsted_called, words, why, called=called)
