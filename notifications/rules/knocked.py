"""Somebody asks to be let in, and is let in. Source: ours."""

from __future__ import annotations

from datetime import datetime

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic
from policy.saying import say_moment
from storage.knocks import Knock, knock_with_id
from storage.people import Person, Role, holders_of

ASKED = "knock-asked"
LET_IN = "knock-let-in"
OFFERED = (Role.ADVISER, Role.LEAD, Role.CHAIR, Role.CLERK)


def knocked(knock: Knock, facts: TeamFacts, now: datetime) -> Looked:
    """Every admin is told at the next working moment, until one of them has decided."""
    if knock.decided_at is not None:
        return Looked()
    occasion = Occasion(facts.working_time.next_working_moment(knock.asked_at), None, firm=True)
    admins = holders_of(Role.ADMIN, facts.colleagues)
    return Looked(tuple(Nudge(f"{ASKED}:{knock.id}", admin, "ours", Topic.BOT, occasion) for admin in admins))


def who_asks(knock: Knock, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Who it is, from where, and the ways to decide."""
    known = next((one for one in facts.colleagues if one.name.casefold() == knock.name.casefold()), None)
    same = (Button(f"It is our {known.name}", f"team let in {knock.id} as @{known.initials}"),) if known else ()
    return Message(
        f"{knock.name} asks to be let in",
        (
            f"On {knock.door.capitalize()}, {say_moment(knock.asked_at)}; known there as {knock.user}.",
            "Let in only whom you know: they will see your schools.",
        ),
        buttons=(
            *same,
            *(Button(f"Let in as {role}", f"team let in {knock.id} {role}") for role in OFFERED),
            Button("Turn away", f"team turn away {knock.id}"),
        ),
    )


def let_in(knock: Knock, facts: TeamFacts, now: datetime) -> Looked:
    """Who was let in is told at the next working moment."""
    if knock.decided_at is None or knock.person is None or facts.colleague(knock.person.id) is None:
        return Looked()
    occasion = Occasion(facts.working_time.next_working_moment(knock.decided_at), None, firm=True)
    return Looked((Nudge(f"{LET_IN}:{knock.id}", knock.person, "ours", Topic.BOT, occasion),))


def welcome(knock: Knock, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What the newcomer may do first."""
    return Message(
        f"Welcome to {facts.team.name}, {receiver.first_name}",
        ("I know you here now. A visit is logged like this: visit Old Hall yesterday 2pm core",),
        buttons=(Button("What I owe", "mine"), Button("All I can do", "help")),
    )


def why(knock: Knock, facts: TeamFacts) -> tuple[str, ...]:
    """The asking is its own reason."""
    return ()


def called(knock: Knock) -> str:
    """Who asked."""
    return f"{knock.name} asked to be let in"


RULES = (
    Rule(ASKED, Topic.BOT, knock_with_id, knocked, who_asks, why, called=called),
    Rule(LET_IN, Topic.BOT, knock_with_id, let_in, welcome, why, called=called),
)
