"""The bot cannot do its work somewhere: a place takes nothing any more, or a reminder cannot be made.

Source: ours. An admin is told once for each trouble; it stands in `rrp-bot doctor` until it is mended.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from notifications.message import Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic
from policy.saying import say_moment
from storage.destinations import Destination
from storage.people import Person, Role, holders_of
from storage.troubles import Trouble, trouble_with_id

NAME = "delivery-trouble"
TITLES = {
    "place": "I can no longer reach somebody",
    "door": "I can no longer send anything on {name}",
    "rule": "Some reminders could not be sent",
    "plan": "Some reminders cannot be worked out",
}
ADVICE = {
    "place": "Put it right there, or let the person write to me once from another place.",
    "door": "Put it right there; then I go on by myself, within a day or as soon as somebody uses me there.",
    "rule": "They are set aside. Where the bot runs: rrp-bot outbox list, then rrp-bot outbox retry or drop.",
    "plan": "I try again once a day. The log of the bot says more.",
}


def delivery_trouble(trouble: Trouble, facts: TeamFacts, now: datetime) -> Looked:
    """Every admin is told at the next working moment, as long as nobody has mended it."""
    if trouble.mended_at is not None:
        return Looked()
    occasion = Occasion(facts.working_time.next_working_moment(trouble.since_at), None, firm=True)
    admins = holders_of(Role.ADMIN, facts.colleagues)
    return Looked(tuple(Nudge(f"trouble:{trouble.id}", admin, "ours", Topic.BOT, occasion) for admin in admins))


def words(trouble: Trouble, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What is the matter, since when, and what helps."""
    sort, _, name = trouble.thing.partition(":")
    return Message(
        TITLES[sort].format(name=name),
        (f"Since {say_moment(trouble.since_at)}: {trouble.because}", ADVICE[sort]),
    )


def which_place(session: Session, trouble: Trouble, facts: TeamFacts, now: datetime) -> tuple[str, ...]:
    """For a place: whose it is."""
    sort, _, number = trouble.thing.partition(":")
    place = session.get(Destination, int(number)) if sort == "place" else None
    if place is None:
        return ()
    person = session.get(Person, place.person_id) if place.person_id is not None else None
    return (f"It is {person.name if person else place.address}, on {place.door}.",)


def why(trouble: Trouble, facts: TeamFacts) -> tuple[str, ...]:
    """The trouble says why."""
    return ()


RULE = Rule(
    NAME, Topic.BOT, trouble_with_id, delivery_trouble, words, why, which_place, called=lambda _: "This trouble"
)
