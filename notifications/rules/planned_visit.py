"""A planned visit: a brief the evening before, and the question whether it happened the next morning.

Source: spec of the team's own reminders; no document prints when they come.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from notifications.message import Button, Message
from notifications.nudge import Looked, Nudge, Occasion, Rule, TeamFacts, Topic, at_time, what_is_due
from notifications.visit_missing import missing_before
from policy.saying import LONDON, london_day, say_day, say_moment
from storage.people import Person
from storage.visits import Visit, VisitState, visit_with_id, visits_to_school

NAME = "planned-visit"
MOST_OF_A_NOTE = 300


def planned_visit(visit: Visit, facts: TeamFacts, now: datetime) -> Looked:
    """The brief on the last working afternoon before a planned visit, and `did it happen?` the next working morning."""
    if visit.state != VisitState.PLANNED or not facts.counts(london_day(visit.started_at)):
        return Looked()
    due, again_at = what_is_due(occasions(visit, facts), now)
    return Looked(
        tuple(
            Nudge(
                f"planned-visit:{visit.id}:{visit.started_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}:{occasion.named}",
                visit.adviser,
                "ours",
                Topic.VISITS,
                occasion,
            )
            for occasion in due
        ),
        again_at,
    )


def occasions(visit: Visit, facts: TeamFacts) -> tuple[Occasion, ...]:
    """The brief, which makes sense until the visit starts, and the question, which stands until it is answered."""
    day = visit.started_at.astimezone(LONDON).date()
    brief_at = facts.brief(facts.working_time.previous_working_day(day))
    last_day = visit.ended_at.astimezone(LONDON).date()
    question_at = facts.next_morning(at_time(last_day + timedelta(days=1), time.min), in_term=False)
    question = _after_snooze(visit, Occasion(max(question_at, visit.logged_at), None))
    brief = _after_snooze(visit, Occasion(brief_at, visit.started_at, firm=True))
    if brief_at <= visit.logged_at or brief.at >= visit.started_at:
        return (question,)
    return (brief, question)


def _after_snooze(visit: Visit, occasion: Occasion) -> Occasion:
    """An occasion that the adviser has put off comes when the snooze ends."""
    until = visit.snoozed_until
    return replace(occasion, at=until, woken=True) if until is not None and until > occasion.at else occasion


def words(visit: Visit, facts: TeamFacts, receiver: Person, now: datetime) -> Message:
    """Before the visit: when, where and what for. After it: did it happen?"""
    kind = facts.framework.visit_kind(visit.kind)
    if now < visit.started_at:
        lines = [f"{say_moment(visit.started_at)}, {kind.name}."]
        if visit.purpose:
            lines.append(f"For: {visit.purpose}")
        left = missing_before(visit, facts)
        lines += [words for words, _ in left]
        return Message(
            f"{visit.ref}: {visit.school.name} is next",
            tuple(lines),
            buttons=(
                Button("School card", f"school {visit.school.urn}"),
                *(button for _, button in left),
                Button("Moved", f"visit change {visit.ref}"),
                Button("Cancelled", f"visit cancel {visit.ref}"),
            ),
        )
    return Message(
        f"{visit.ref}: did the visit to {visit.school.name} happen?",
        (f"It was planned for {say_moment(visit.started_at)}, {kind.name}.",),
        buttons=(
            Button("Log it as planned", f"visit made {visit.ref}"),
            Button("Moved", f"visit change {visit.ref}"),
            Button("Cancelled", f"visit cancel {visit.ref}"),
            Button("Why this?", f"why {visit.ref}"),
        ),
    )


def last_note(session: Session, visit: Visit, facts: TeamFacts, now: datetime) -> tuple[str, ...]:
    """For the brief: how the note of the last visit to the school begins."""
    if now >= visit.started_at:
        return ()
    visits = visits_to_school(session, visit.team_id, visit.school_id)
    last = next((one for one in visits if one.state == VisitState.MADE and one.note), None)
    if last is None:
        return ()
    text = " ".join(last.note[0].text.split())
    start = text if len(text) <= MOST_OF_A_NOTE else f"{text[: MOST_OF_A_NOTE - 1]}…"
    return (f"Last note ({last.ref}, {say_day(last.ended_at)}): {start}",)


def why(visit: Visit, facts: TeamFacts) -> tuple[str, ...]:
    """Where the brief and the question come from."""
    return (
        f"{visit.ref} is planned for {say_moment(visit.started_at)} and nobody has said yet that it happened.",
        f"A brief comes at {facts.team.brief_at:%H:%M} on the working day before, the question at "
        f"{facts.team.morning_at:%H:%M} on the working day after (your team's setting).",
    )


RULE = Rule(NAME, Topic.VISITS, visit_with_id, planned_visit, words, why, last_note)
