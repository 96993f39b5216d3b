"""Made-up plans and meetings of the supported schools."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bot.sampling.ground import Ground, Row
from bot.sampling.words import FACTORS, PRIORITIES
from policy.saying import london_day
from policy.school_year import Term
from storage.meetings import Attendance, Direction, FactorState, KeyFactor, Meeting, MeetingState, Presence, Risk
from storage.plans import Plan, PlanState, Priority
from storage.schools import School


class SampleMeetings:
    """Plans of the supported schools, and a meeting about each in every half term."""

    def __init__(self, ground: Ground) -> None:
        self._on = ground

    def store_plans(self) -> tuple[int, dict[int, list[tuple[int, int]]]]:
        """How many plans, and for each supported school its (plan, priority) ids."""
        kind = self._on.facts.framework.plan_kinds[0]
        rows = [
            self._on.of_school(number, school)
            | {
                "kind": kind.key,
                "state": PlanState.OPEN,
                "started_on": self._on.dice.choice(self._on.days[:60]),
                "started_by_id": self._on.stock.advisers[school.id].id,
                "next_look_at": self._on.now,
            }
            for number, school in enumerate(self._on.stock.supported, start=1)
        ]
        ids = self._on.ids(Plan, rows)
        words = PRIORITIES[: kind.priorities]
        priorities = [
            {"plan_id": plan_id, "position": place, "text": text}
            for plan_id in ids
            for place, text in enumerate(words, start=1)
        ]
        of_priority = self._on.ids(Priority, priorities)
        found: dict[int, list[tuple[int, int]]] = {}
        for place, priority_id in enumerate(of_priority):
            plan = place // len(words)
            found.setdefault(self._on.stock.supported[plan].id, []).append((ids[plan], priority_id))
        return len(ids), found

    def store_meetings(self) -> tuple[int, dict[int, list[tuple[int, int, date]]]]:
        """How many meetings, and for each school the (meeting, key factor, day) of those that were held."""
        dates = sorted(
            (
                (day, school)
                for school in self._on.stock.supported
                for day in self._half_termly()
                if day <= self._on.today + timedelta(days=60)
            ),
            key=lambda one: (one[0], one[1].urn),
        )
        counted: dict[int, int] = {}
        rows = [self._meeting(number, day, school, counted) for number, (day, school) in enumerate(dates, start=1)]
        ids = self._on.ids(Meeting, rows)
        pairs = list(zip(rows, ids, strict=True))
        self._on.add(Attendance, [seat for row, one in pairs for seat in self._seats(row, one)])
        factors = [factor for row, one in pairs for factor in self._factors(row, one)]
        found: dict[int, list[tuple[int, int, date]]] = {}
        days = {one: london_day(row["starts_at"]) for row, one in pairs}
        for factor, one in zip(factors, self._on.ids(KeyFactor, factors), strict=True):
            found.setdefault(factor["school_id"], []).append((factor["meeting_id"], one, days[factor["meeting_id"]]))
        return len(rows), found

    def _half_termly(self) -> list[date]:
        blocks = [block for year in (0, 1) for term in self._terms(year) for block in term.blocks]
        return [
            self._on.dice.choice([day for day in self._on.days if b.first_day <= day <= b.last_day]) for b in blocks
        ]

    def _terms(self, year: int) -> Sequence[Term]:
        return self._on.facts.calendar.year(self._on.first_year + year).terms

    def _meeting(self, number: int, day: date, school: School, counted: dict[int, int]) -> Row:
        dice = self._on.dice
        kind = self._on.facts.framework.meeting_kinds[0]
        starts = self._on.moment(day, dice.choice((9, 13, 16)), 30)
        ends = starts + kind.usual_length
        counted[school.id] = counted.get(school.id, 0) + 1
        if ends > self._on.now:
            state = dice.choice((MeetingState.BOOKED, MeetingState.BOOKED, MeetingState.AGENDA_SENT))
        else:
            forgotten = ends > self._on.now - timedelta(days=6) and dice.random() < 0.4
            state = MeetingState.BOOKED if forgotten else MeetingState.HELD
        held = state == MeetingState.HELD
        return self._on.of_school(number, school) | {
            "kind": kind.key,
            "occurrence": counted[school.id],
            "state": state,
            "starts_at": starts,
            "ends_at": ends,
            "booked_by_id": self._on.stock.clerk.id,
            "booked_at": starts - timedelta(days=40),
            "chair_id": dice.choice(self._on.stock.chairs).id,
            "agenda_sent_at": starts - timedelta(days=8) if state != MeetingState.BOOKED else None,
            "risk": dice.choice(tuple(Risk)) if held else None,
            "direction": dice.choice(tuple(Direction)) if held else None,
            "outcome_posted_at": ends + timedelta(hours=2) if held else None,
            "minutes_sent_at": ends + timedelta(days=3) if held and ends + timedelta(days=3) < self._on.now else None,
            "next_look_at": self._on.look(not held or ends + timedelta(days=3) >= self._on.now),
        }

    def _seats(self, row: Row, meeting_id: int) -> list[Row]:
        if row["state"] != MeetingState.HELD:
            return []
        adviser = self._on.stock.advisers[row["school_id"]]
        members = [m for m in self._on.facts.framework.meeting_kinds[0].members if not m.where_appropriate]
        return [
            {
                "meeting_id": meeting_id,
                "role": member.key,
                "name": adviser.name if member.key == "adviser" else None,
                "person_id": {"adviser": adviser.id, "chair": row["chair_id"]}.get(member.key),
                "contact_id": self._on.stock.contacts.get((row["school_id"], member.role or "")),
                "is_governor": member.governor,
                "presence": Presence.PRESENT if self._on.dice.random() < 0.93 else Presence.APOLOGIES,
            }
            for member in members
        ]

    def _factors(self, row: Row, meeting_id: int) -> list[Row]:
        if row["state"] != MeetingState.HELD:
            return []
        old = row["ends_at"] < self._on.now - timedelta(days=60)
        return [
            {
                "meeting_id": meeting_id,
                "school_id": row["school_id"],
                "position": place,
                "text": text,
                "state": FactorState.CHECKED if old else FactorState.OPEN,
            }
            for place, text in enumerate(self._on.dice.sample(FACTORS, 2), start=1)
        ]
