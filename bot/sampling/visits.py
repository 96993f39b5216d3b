"""Made-up visits with their notes, spread over school days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.sampling.ground import Ground, Row
from bot.sampling.words import FINDINGS, NEXT_STEPS, PURPOSES, REASONS
from policy.visit_kinds import VisitKind
from policy.working_time import late_from, note_due
from storage.schools import School
from storage.visits import NotePart, Visit, VisitState


class SampleVisits:
    """Visits planned and made, their notes sent in time, late or not at all."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def store(self) -> int:
        """Store visits and notes; how many visits."""
        dice, supported = self._on.dice, {school.id for school in self._on.stock.supported}
        dates = [
            (day, school)
            for school in self._on.stock.schools
            for day in dice.sample(self._on.days, 24 if school.id in supported else dice.choice((3, 4, 6)))
        ]
        horizon = self._on.today + timedelta(days=70)
        dates = sorted(((day, school) for day, school in dates if day <= horizon), key=lambda one: (one[0], one[1].urn))
        rows = [self._visit(number, day, school) for number, (day, school) in enumerate(dates, start=1)]
        ids = self._on.ids(Visit, rows)
        self._on.add(NotePart, [part for row, one in zip(rows, ids, strict=True) for part in self._note(row, one)])
        return len(rows)

    def _visit(self, number: int, day: date, school: School) -> Row:
        dice, kind = self._on.dice, self._kind()
        starts = self._on.moment(day, dice.choice((9, 10, 11, 13, 14)), dice.choice((0, 30)))
        ends = starts + kind.usual_length
        adviser = self._on.stock.advisers[school.id]
        state = self._state_of_visit(kind, ends)
        made_at = ends + timedelta(minutes=dice.randrange(10, 300)) if state != VisitState.PLANNED else None
        row: Row = self._on.of_school(number, school) | {
            "adviser_id": adviser.id,
            "logged_by_id": adviser.id,
            "logged_at": min(self._on.now, starts) - timedelta(days=dice.randrange(3, 30)),
            "made_at": min(made_at, self._on.now) if made_at else None,
            "kind": kind.key,
            "state": state,
            "purpose": dice.choice(PURPOSES),
            "started_at": starts,
            "ended_at": ends,
            "note_duty": kind.note,
            "note_due_at": None,
            "note_late_from": None,
            "note_sent_at": None,
            "note_sent_how": None,
            "note_sent_to_id": None,
            "late_because": None,
            "cancelled_because": dice.choice(REASONS) if state == VisitState.CANCELLED else None,
        }
        if state == VisitState.MADE and kind.note != "none":
            row |= self._clock(row, school)
        owes = state == VisitState.MADE and kind.note != "none" and row["note_sent_at"] is None
        return row | {"next_look_at": self._on.look(owes or state == VisitState.PLANNED)}

    def _kind(self) -> VisitKind:
        kinds = [kind for kind in self._on.facts.framework.visit_kinds if not kind.attempt]
        return self._on.dice.choice([kinds[0]] * 5 + kinds)

    def _state_of_visit(self, kind: VisitKind, ends: datetime) -> VisitState:
        if ends > self._on.now:
            return VisitState.PLANNED
        unanswered = ends > self._on.now - timedelta(days=4) and self._on.dice.random() < 0.2
        if unanswered:
            return VisitState.PLANNED
        return VisitState.CANCELLED if self._on.dice.random() < 0.04 else VisitState.MADE

    def _clock(self, row: Row, school: School) -> Row:
        deadline, ended = self._on.facts.framework.note_deadline, row["ended_at"]
        due = note_due(ended, deadline.hours)
        late = late_from(ended, deadline.hours, deadline.late_after_working_days, self._on.facts.working_time)
        roll = self._on.dice.random()
        sent = ended + timedelta(hours=self._on.dice.uniform(2, 46) if roll < 0.86 else self._on.dice.uniform(60, 200))
        forgotten = roll > 0.995 or sent > self._on.now
        is_late = not forgotten and sent >= late
        return {
            "note_due_at": due.astimezone(UTC),
            "note_late_from": late.astimezone(UTC),
            "note_sent_at": None if forgotten else sent,
            "note_sent_how": None if forgotten else "e-mail",
            "note_sent_to_id": None if forgotten else self._on.stock.head_of(school.id),
            "late_because": self._on.dice.choice(REASONS) if is_late else None,
        }

    def _note(self, row: Row, visit_id: int) -> list[Row]:
        begun = row["note_sent_at"] is not None or self._on.dice.random() < 0.5
        if row["state"] != VisitState.MADE or not begun:
            return []
        parts = self._on.facts.framework.visit_kind(row["kind"]).parts
        return [
            {
                "visit_id": visit_id,
                "field": part.key,
                "text": self._on.dice.choice(NEXT_STEPS if part.key == "next-steps" else FINDINGS),
            }
            for part in parts
        ]
