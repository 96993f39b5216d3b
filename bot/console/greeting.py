"""The first and the last thing that a person reads in the chat."""

from __future__ import annotations

from datetime import datetime

from bot.console.backstage import Backstage
from bot.console.speaker import short_name
from notifications.message import Button, Message
from policy.saying import london, say_moment


def greeting(backstage: Backstage, speaker: str, now: datetime) -> Message:
    """What this is, whose, where the record is kept, what time it is, who can speak, and what to type first."""
    people = backstage.people()
    others = [name for name, _ in people if name != speaker]
    roles = dict(people).get(speaker, "")
    lines = [
        "",
        f"Team: {backstage.team_name()}",
        f"Record: {backstage.place()}",
        f"Clock: {say_moment(now)}, in London",
        f"You are: {speaker}{f', {roles}' if roles else ''}",
    ]
    if others:
        lines.append(f"Also here: {'; '.join(f'{name}, {roles}' for name, roles in people if name != speaker)}")
    buttons = [
        Button("Log a visit", f"/visit {_a_school(backstage)} {_last_weekday(now)} 2pm core 2h: phonics"),
        Button("Let two days pass", "clock +2d"),
        Button("Everything else", "/help"),
    ]
    if others:
        buttons.insert(2, Button("Be somebody else", f"as {short_name(others[0], people).casefold()}"))
    title = "rrp-bot: school visits and their notes, kept on time"
    return Message(title, (*lines, "", "To begin, type one of these."), buttons=tuple(buttons))


def farewell(backstage: Backstage) -> str:
    """Where to find everything again."""
    return f"Goodbye. The record stays in {backstage.place()}."


def _last_weekday(now: datetime) -> str:
    """`yesterday`, or `Friday` where yesterday was a day on which nobody is at school."""
    return "Friday" if london(now).weekday() in (0, 6) else "yesterday"


def _a_school(backstage: Backstage) -> str:
    """The school of the examples where the team has it, else one that it has."""
    if backstage.schools("Old Hall"):
        return "Old Hall"
    return next(iter(backstage.schools("")), "Old Hall")
