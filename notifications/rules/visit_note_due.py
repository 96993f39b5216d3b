"""The note of a visit is due with the head teacher and has not been sent.

Source: W2-01 for the 48 hours; when the reminders come is the team's own setting.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from notifications.message import Button, Message
from notifications.note_clock import counts, time_left, when_due
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from policy.saying import LONDON, say_day, say_moment
from storage.people import Person
from storage.visits import Visit, visit_with_id

NAME = "visit-note-due"
INSTANT = timedelta(microseconds=1)


def visit_note_due(visit: Visit, facts: TeamFacts, now: datetime) -> Looked:
    """What is to be said about a visit's note today, and when to look again.

    To the adviser: on the morning of the day before, at the last call before the 48 hours end, then each working
    morning in term. To the leads as well from the morning on which the note is late. Nothing once it is sent, excused
    or cancelled, nor where it was due before the go-live date. Source: W2-01.
    """
    if not visit.owes_a_note or not counts(visit, facts):
        return Looked()
    found = occasions(visit, facts, now)
    for_adviser, adviser_again_at = what_is_due(after_snooze(found, visit.snoozed_until), now)
    for_leads, leads_again_at = what_is_due(found, now)
    told = [(occasion, visit.adviser) for occasion in for_adviser]
    told += [(occasion, lead) for occasion in for_leads for lead in leads_to_tell(visit, facts, occasion)]
    again_at = min((at for at in (adviser_again_at, leads_again_at) if at is not None), default=None)
    return Looked(
        tuple(
            Nudge(f"visit-note:{visit.id}:{occasion.on:%Y-%m-%d}", person, "W2-01", Topic.NOTES, occasion)
            for occasion, person in told
        ),
        again_at,
    )


def leads_to_tell(visit: Visit, facts: TeamFacts, occasion: Occasion) -> tuple[Person, ...]:
    """From the first late morning on the leads; the adviser's snooze does not silence them."""
    if visit.note_late_from is None or occasion.at < visit.note_late_from:
        return ()
    return tuple(lead for lead in facts.leads if lead.id != visit.adviser_id)


def occasions(visit: Visit, facts: TeamFacts, now: datetime) -> tuple[Occasion, ...]:
    """The occasions from the start of today on: those before the deadline, and the next two mornings after it."""
    today = at_time(now.astimezone(LONDON).date(), time.min)
    before = [o for o in before_the_deadline(visit, facts) if o.at >= today]
    known_at = visit.made_at or visit.logged_at
    first = facts.next_morning(max(visit.note_due_at or today, known_at, today - INSTANT), in_term=True)
    second = facts.next_morning(first, in_term=True)
    return (*before, *(Occasion(at, _end_of_day(at)) for at in (first, second)))


def after_snooze(found: Sequence[Occasion], until: datetime | None) -> tuple[Occasion, ...]:
    """What is left of an adviser's occasions once they have been put off: those from then on, and the moment itself
    where its day has none.
    """
    if until is None:
        return tuple(found)
    kept = tuple(occasion for occasion in found if occasion.at >= until)
    woken = Occasion(until, _end_of_day(until))
    return kept if woken.on in {occasion.on for occasion in kept} else (woken, *kept)


def before_the_deadline(visit: Visit, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The day before and the last call: one working hour (the team's setting) before the last working moment in time.

    An occasion before the visit had ended, or before it was logged, is none: the answer to logging it said enough.
    """
    due_at = visit.note_due_at
    if due_at is None:
        return ()
    hours = facts.working_time
    last_moment = hours.last_working_moment(due_at)
    last_call = hours.back(last_moment, timedelta(minutes=facts.team.last_call_minutes))
    day_before = facts.morning(hours.previous_working_day(last_moment.date()))
    found = (Occasion(day_before, _end_of_day(day_before)), Occasion(last_call, _end_of_day(last_call), firm=True))
    return tuple(o for o in found if o.at > max(visit.ended_at, visit.made_at or visit.logged_at))


def _end_of_day(at: datetime) -> datetime:
    return at_time(at.astimezone(LONDON).date() + timedelta(days=1), time.min)


def words(visit: Visit, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """What the adviser reads: how long is left, and the things to do. A lead reads who is late and with what."""
    if receiver.id != visit.adviser_id:
        return Message(
            f"{visit.ref}: {visit.adviser.name}'s note for {visit.school.name} is late",
            (f"The visit was on {say_day(visit.ended_at)}; the note was due {when_due(visit)}.",),
            buttons=(
                Button("Excuse it", f"visit excuse {visit.ref}"),
                Button("Why this?", f"why {visit.ref}"),
            ),
        )
    missing = facts.framework.visit_kind(visit.kind).missing_parts(visit.note_parts)
    if not visit.note:
        written, step = "Nothing is written yet.", Button("Write the note", f"visit note {visit.ref}")
    elif missing:
        written = f"The note is begun and still lacks: {', '.join(missing)}."
        step = Button("Finish the note", f"visit note {visit.ref}")
    else:
        written, step = "The note is written, not sent.", Button("Send it", f"visit send {visit.ref}")
    return Message(
        f"{visit.ref}: note for {visit.school.name}, {time_left(visit, facts, now)}",
        (f"Visit on {say_moment(visit.ended_at)}; the note is due {when_due(visit)}. {written}",),
        buttons=(
            step,
            Button("It has gone", f"visit sent {visit.ref}"),
            Button("Snooze", f"snooze {visit.ref}"),
            Button("Give to ...", f"visit give {visit.ref}"),
            Button("Why this?", f"why {visit.ref}"),
        ),
    )


def why(visit: Visit, facts: TeamFacts) -> tuple[str, ...]:
    """Where the deadline comes from, with its arithmetic."""
    deadline = facts.framework.note_deadline
    document = facts.framework.document(deadline.document)
    source = (
        f"{document.title}: notes of school visits are “{deadline.clause}”."
        if document and deadline.clause
        else "Your team's setting; the council's documents print no deadline for notes."
    )
    lines = [source]
    if visit.note_due_at and visit.note_late_from:
        lines += [
            f"{visit.ref} ended {say_moment(visit.ended_at)}; {deadline.hours} hours later is {when_due(visit)}.",
            f"It counts as late from {say_moment(visit.note_late_from)}: {deadline.hours} hours and "
            f"{deadline.late_after_working_days} working days have passed by then (your team's setting).",
            f"Reminders come on the morning before, {facts.team.last_call_minutes} working minutes before the "
            "deadline, and then each working morning in term until the note is sent (your team's setting).",
        ]
    return tuple(lines)


RULE = Rule(NAME, Topic.NOTES, visit_with_id, visit_note_due, words, why)
