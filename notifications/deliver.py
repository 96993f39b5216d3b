"""Delivery: claim what is due, ask its rule again, put it together for its receiver, and send it once.

Claiming and recording are short transactions of their own; sending stands between them, outside of any.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from notifications.asking import Faulty, Said, what_it_says
from notifications.facts_at_hand import FactsAtHand
from notifications.messenger import Pace, Parcel
from notifications.nudge import Nudge, TeamFacts, Topic
from notifications.pauses import A_DAY, ATTEMPTS, FAULTS, pause_after
from notifications.recording import LEASE, Claimed, mark_of, noticed_as_unclear, put_off, record, settle
from notifications.references_only import for_door
from notifications.telling import tell_admins
from notifications.together import put_together
from storage.channels import BoundChannel
from storage.crash_points import crash_point
from storage.destinations import Destination, lock_destination, place_of_channel, postbox_of, way_to_person
from storage.ofsted_calls import OFSTED_IS_THERE, inspectors_are_there_until
from storage.outbox import OutboxRow, OutboxState, rows_due, rows_of_the_day, rows_together
from storage.people import Person
from storage.schools import Contact

__all__ = ["ATTEMPTS", "BATCH", "LEASE", "PACES", "Claimed", "claim", "record"]

AT_ANY_HOUR = frozenset({Topic.LETTER, Topic.DIGEST, Topic.OFSTED})
"""What quiet time does not hold back: papers, digests, whose hour people chose themselves, and Ofsted's call."""
ONE_BY_ONE = frozenset({Topic.LETTER, Topic.DIGEST, Topic.OUTCOMES, Topic.OFSTED, Topic.BOT})
"""What is a message of its own; of everything else, what one person gets at one time is one message."""
BATCH = 5
"""Rows looked at in one transaction, so that it stays short: a person's command may be waiting behind it."""
PACES: Mapping[str, Pace] = {"slack": Pace(timedelta(seconds=1)), "telegram": Pace(timedelta(seconds=1))}
"""The pause between two messages to one place, by door, where its Messenger says no more; other doors need none."""
NOWHERE_PAUSE = timedelta(hours=1)
A_MOMENT = timedelta(seconds=1)
FULL_DOOR_PAUSE = timedelta(seconds=5)
LONGEST_REST = timedelta(days=1)
"""No platform is left alone for longer; a rest that ends later was given by a clock that has been put right since."""
MOST_UNCLEAR = 5
"""After so many attempts without an answer nobody goes on asking: sending may be what kills the process."""


def usual_pace(door: str, address: str) -> timedelta:
    """The pause after a message to a place, where its Messenger does not say."""
    return PACES.get(door, Pace()).between


@dataclass(frozen=True)
class Hand:
    """Who claims, when, and by which doors: those that are open here, and those of them that are full at present."""

    session: Session
    owner: str
    now: datetime
    doors: Sequence[str]
    full: Collection[str]
    pace: Callable[[str, str], timedelta]


def claim(
    session: Session,
    owner: str,
    doors: Sequence[str],
    now: datetime,
    *,
    full: Collection[str] = (),
    pace: Callable[[str, str], timedelta] = usual_pace,
) -> tuple[int, tuple[Claimed, ...]]:
    """Take a batch of due rows: how many were looked at, and the messages to send.

    A row whose reason has gone is cancelled; one that would disturb somebody's quiet time is put off, and so is one
    that would leave by a door in `full`. A row that was looked at is no longer due, whatever became of it.
    """
    hand = Hand(session, owner, now, doors, full, pace)
    facts = FactsAtHand(session)
    due = rows_due(session, now, BATCH)
    claimed = []
    for row in due:
        if not _is_due(row, now):
            continue
        team = facts.if_readable(row.team_id)
        if team is None:
            put_off([row], now + NOWHERE_PAUSE, "its team's settings cannot be read")
            continue
        taken = _claim_row(hand, row, team)
        claimed += [taken] if taken else []
        if _is_due(row, now):
            row.not_before = now + A_MOMENT
    crash_point("claimed")
    return len(due), tuple(claimed)


def _is_due(row: OutboxRow, now: datetime) -> bool:
    return _is_free(row, now) and row.not_before <= now


def _is_free(row: OutboxRow, now: datetime) -> bool:
    return row.state == OutboxState.WAITING and not row.is_held(now)


def _claim_row(hand: Hand, row: OutboxRow, facts: TeamFacts) -> Claimed | None:
    now = hand.now
    if row.topic not in AT_ANY_HOUR and not facts.working_time.is_open(now):
        row.not_before = facts.working_time.next_working_moment(now)
        return None
    if row.contact_id is not None and (until := inspectors_are_there_until(hand.session, row.contact_id, now)):
        put_off([row], until, OFSTED_IS_THERE)
        return None
    rows = _rows_that_go_together(hand.session, row, now)
    died_with = [one for one in rows if noticed_as_unclear(one)]
    if any(one.unclear >= MOST_UNCLEAR for one in died_with):
        _ask_no_more(hand.session, rows, facts, now)
        return None
    spoken = _what_they_say(hand.session, rows, facts, now)
    place = _place(hand, spoken) if spoken else None
    if place is None:
        return None
    for one, _ in spoken:
        one.owner, one.lease_until, one.attempts = hand.owner, now + LEASE, one.attempts + 1
        one.together_with = spoken[0][0].id
    crash_point("leased")
    return _claimed(spoken, place, facts, now)


def _claimed(spoken: Sequence[tuple[OutboxRow, Said]], place: Destination, facts: TeamFacts, now: datetime) -> Claimed:
    head, said = spoken[0]
    message = put_together([found.message for _, found in spoken], said.nudge.topic)
    message = for_door(message, place.door, facts.team)
    return Claimed(
        Parcel(place.door, place.workspace, place.address, said.nudge.receiver_name, message, mark_of(head)),
        tuple(one.id for one, _ in spoken),
        place.id,
        head.team_id,
        now,
        head.topic,
        unclear_since=min((one.unclear_at for one, _ in spoken if one.unclear_at is not None), default=None),
        looks=max(one.looks for one, _ in spoken),
    )


def _rows_that_go_together(session: Session, row: OutboxRow, now: datetime) -> list[OutboxRow]:
    """The rows that one message carries. About notes there is one message a day for a person: one that is not firm
    waits for a firm one later that day, and everything else of the day rides along with what goes first.

    What was in one message of which nobody knows whether it arrived stays together and takes nothing else along.
    """
    if row.owner is not None or row.unclear_at is not None:
        together = rows_together(session, row.team_id, row.together_with) if row.together_with is not None else [row]
        return [one for one in together if _is_free(one, now)]
    if row.topic in ONE_BY_ONE:
        return [row]
    if row.topic != Topic.NOTES:
        same = rows_of_the_day(session, row.team_id, row.receiver, row.topic, row.occasion_on, locked=True)
        return [one for one in same if _is_due(one, now) and one.owner is None and one.unclear_at is None]
    today = rows_of_the_day(session, row.team_id, row.receiver, row.topic, row.occasion_on)
    mine = rows_of_the_day(session, row.team_id, row.receiver, row.topic, row.occasion_on, locked=True)
    free = [one for one in mine if _is_free(one, now) and one.owner is None and one.unclear_at is None]
    under_way = [one for one in today if one.state == OutboxState.WAITING and one not in free]
    if any(one.state in {OutboxState.SENT, OutboxState.UNCLEAR} for one in today):
        for one in free:
            if not one.faults:
                settle(one, OutboxState.CANCELLED, "one message about notes a day", now)
        return [row] if row.faults else []
    if under_way:
        row.not_before = max(now + A_MOMENT, *(one.lease_until or one.not_before for one in under_way))
        return []
    firm_at = min((one.not_before for one in free if one.firm), default=None)
    if firm_at is not None and firm_at > now and not row.firm:
        row.not_before = firm_at
        return []
    return free


def _what_they_say(
    session: Session, rows: Sequence[OutboxRow], facts: TeamFacts, now: datetime
) -> list[tuple[OutboxRow, Said]]:
    """The rows that still have something to say. A faulty one is put off, in the end set aside, and stops no other."""
    spoken = []
    for one in rows:
        try:
            said = what_it_says(session, one, facts, now)
        except Faulty as fault:
            one.faults += 1
            because = f"its words could not be made: {fault}"
            one.owner = one.lease_until = None
            if one.faults < FAULTS:
                put_off([one], now + pause_after(one.faults), because)
                continue
            settle(one, OutboxState.FAILED, because, now)
            tell_admins(session, facts, one.team_id, f"rule:{one.rule}", because, now)
            continue
        if said is None:
            settle(one, OutboxState.CANCELLED, "its reason has gone", now)
        else:
            spoken.append((one, said))
    return spoken


def _ask_no_more(session: Session, rows: Sequence[OutboxRow], facts: TeamFacts, now: datetime) -> None:
    because = f"{MOST_UNCLEAR} attempts ended without an answer"
    for one in rows:
        settle(one, OutboxState.UNCLEAR, because, now)
    tell_admins(session, facts, rows[0].team_id, f"rule:{rows[0].rule}", because, now)


def _place(hand: Hand, spoken: Sequence[tuple[OutboxRow, Said]]) -> Destination | None:
    """Where the message goes, locked and its pace kept; None, with the rows put off, when it cannot go now."""
    rows, now = [one for one, _ in spoken], hand.now
    way = _way(hand, rows[0].team_id, spoken[0][1].nudge)
    if way is None:
        put_off(rows, now + NOWHERE_PAUSE, "no open door leads to the receiver")
        return None
    if way.door in hand.full:
        put_off(rows, now + FULL_DOOR_PAUSE)
        return None
    place = lock_destination(hand.session, way.id)
    if place is None:
        put_off(rows, now + A_MOMENT)
        return None
    if place.next_free_at is not None and now < place.next_free_at <= now + LONGEST_REST:
        put_off(rows, place.next_free_at)
        return None
    pause = hand.pace(place.door, place.address)
    if pause:
        place.next_free_at = now + pause
    return place


def _way(hand: Hand, team_id: int, nudge: Nudge) -> Destination | None:
    if isinstance(nudge.to, Person):
        return way_to_person(hand.session, nudge.to.id, hand.doors, tried_before=hand.now - A_DAY)
    if isinstance(nudge.to, BoundChannel):
        return _channel(hand, team_id, nudge.to)
    return _postbox(hand.session, team_id, nudge.to, hand.now) if "email" in hand.doors else None


def _channel(hand: Hand, team_id: int, channel: BoundChannel) -> Destination | None:
    if channel.door not in hand.doors:
        return None
    return place_of_channel(hand.session, team_id, channel.door, channel.workspace, channel.address, hand.now)


def _postbox(session: Session, team_id: int, contact: Contact, now: datetime) -> Destination | None:
    if contact.email is None:
        return None
    return postbox_of(session, team_id, "email", "smtp", contact.email, contact.id, now)
