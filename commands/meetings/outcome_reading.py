"""A pasted outcome with its names, dates and numbers looked up: what would be stored, and what cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from commands.command import Question, Request
from commands.kinds.who import Lead, lead_called
from commands.meetings.attendance import Came, read_attendance
from commands.meetings.fields import kind_of
from commands.meetings.marks import Marks, marks_of
from commands.meetings.seats import Seat, table_of
from commands.meetings.times import (
    AMeetingTime,
    MeetingTime,
    check_the_school_is_open,
    day_doubts,
    meeting_time,
    same_day,
)
from policy.dates import read_when
from policy.pasted_outcome import PastedAction, PastedLine, PastedOutcome, Unread, read_outcome
from policy.refused import Refused
from policy.risk_marks import read_marks
from policy.saying import london_day, say_day, say_moment
from storage.actions import Side
from storage.meetings import Direction, FactorState, KeyFactor, Meeting, factors_to_check, meetings_of_school
from storage.plans import PlanState, Priority, plans_of_school

T = TypeVar("T")
FAR_AHEAD_DAYS = 300
"""A due day so far away is pointed out: `1 Dec`, said on 2 December, is next year's."""
_DIRECTIONS = {
    Direction.IMPROVING: ("improving", "improved", "up", "better", "↑", "↗"),
    Direction.UNCHANGED: ("unchanged", "steady", "same", "stable", "flat", "→", "no change"),
    Direction.DETERIORATING: ("deteriorating", "declining", "down", "worse", "worsening", "↓", "↘"),
}
_NEXT_MEETING = re.compile(r"(?:by |at |before )?(?:the )?next (?:meeting|sib|tas|board|irm)", re.IGNORECASE)
_SIDES = {"school": Side.SCHOOL, "LA": Side.LA, "both": Side.BOTH, "": Side.BOTH}


@dataclass(frozen=True)
class ActionToBe:
    """An action with its lead and day, and what was left out of it."""

    said: PastedAction
    lead: Lead
    due_on: date
    side: Side
    priority: Priority | None
    remarks: tuple[str, ...]


@dataclass
class OutcomeToBe:
    """All that a pasted outcome comes to. `came` and `marks` are None where nothing was said of them."""

    came: list[Came] | None = None
    marks: Marks | None = None
    direction: Direction | None = None
    next_time: MeetingTime | None = None
    next_doubts: tuple[str, ...] = ()
    notes: str = ""
    looked_at: list[tuple[KeyFactor, FactorState, str]] = field(default_factory=list)
    factors: list[tuple[str, list[ActionToBe]]] = field(default_factory=list)
    left_out: tuple[PastedLine, ...] = ()
    unread: list[Unread] = field(default_factory=list)

    @property
    def actions(self) -> list[ActionToBe]:
        """All actions, those of every factor."""
        return [action for _, actions in self.factors for action in actions]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it to be stored."""
        said = (self.came, self.marks, self.direction, self.next_time, self.notes, self.looked_at, self.factors)
        return not any(said)


def outcome_of_text(request: Request, meeting: Meeting, text: str) -> OutcomeToBe:
    """The outcome in a pasted block, its unread lines in order. Raises Refused when it has too many lines."""
    pasted = read_outcome(text)
    reading = _Reading(request, meeting, pasted)
    found = reading.outcome()
    found.unread = sorted((*pasted.unread, *found.unread), key=lambda one: one.number)
    return found


class _Reading:
    """One pasted outcome on its way; keeps why a line cannot be read."""

    def __init__(self, request: Request, meeting: Meeting, pasted: PastedOutcome) -> None:
        self._request, self._meeting, self._pasted = request, meeting, pasted
        self._found = OutcomeToBe(left_out=tuple(pasted.left_out))
        self._plans = plans_of_school(request.session, request.team.id, meeting.school_id)

    def outcome(self) -> OutcomeToBe:
        """All of it; what cannot be looked up is among the unread lines."""
        pasted, found = self._pasted, self._found
        table = table_of(self._request, self._meeting)
        if pasted.present or pasted.apologies:
            found.came = self._came(table)
        if pasted.risk is not None:
            found.marks = self._of(pasted.risk, lambda text: self._marks(text, table))
        if pasted.direction is not None:
            found.direction = self._of(pasted.direction, _direction)
        if pasted.next_date is not None:
            found.next_time = self._of(pasted.next_date, self._next_time)
        found.notes = "\n".join(note.text for note in pasted.notes)
        self._look_at_factors()
        for factor in pasted.factors:
            actions = [action for said in factor.actions if (action := self._action(said)) is not None]
            found.factors.append((factor.text, actions))
        return found

    def _of(self, line: PastedLine, read: Callable[[str], T]) -> T | None:
        try:
            if not line.text:
                raise Refused("nothing stands after it")
            return read(line.text)
        except (Refused, Question) as stop:
            self._found.unread.append(Unread(line.number, line.text, _why(stop)))
            return None

    def _came(self, table: Sequence[Seat]) -> list[Came] | None:
        line = self._pasted.present or PastedLine(self._pasted.apologies.number if self._pasted.apologies else 0, "all")
        apologies = self._pasted.apologies.text if self._pasted.apologies else ""
        return self._of(line, lambda text: read_attendance(text, table, apologies=apologies))

    def _marks(self, text: str, table: Sequence[Seat]) -> Marks:
        came = self._found.came or []
        taken = {id(one.seat) for one in came}
        others = [seat for seat in table if id(seat) not in taken]
        seats = (*(one.as_seat for one in came), *others)
        return marks_of(self._request, self._meeting, read_marks(text), seats)

    def _next_time(self, text: str) -> MeetingTime:
        kind = kind_of(self._request, self._meeting)
        time = meeting_time(AMeetingTime().read(text, self._request), None, kind)
        if time.starts_at <= self._request.now:
            raise Refused(f"{say_moment(time.starts_at)} has passed")
        check_the_school_is_open(self._meeting.school, time.starts_at)
        doubts = [words for _, words in day_doubts(self._request, time.starts_at)]
        others = meetings_of_school(self._request.session, self._request.team.id, self._meeting.school_id)
        if (other := same_day(others, london_day(time.starts_at))) is not None:
            if other.starts_at == time.starts_at:
                raise Refused(f"{other.ref} is booked for then already; leave the line out")
            doubts.append(f"{other.ref} is on that day too")
        self._found.next_doubts = tuple(doubts)
        return time

    def _look_at_factors(self) -> None:
        meetings = meetings_of_school(self._request.session, self._request.team.id, self._meeting.school_id)
        earlier = [factor for _, factor in factors_to_check(meetings, self._meeting)]
        for said in self._pasted.looked_at:
            unknown = [place for place in said.places if not 1 <= place <= len(earlier)]
            if unknown:
                have = f"there are {len(earlier)}" if earlier else "there are none"
                why = f"the agenda has no key factor {unknown[0]} from an earlier meeting; {have}"
                self._found.unread.append(Unread(said.number, said.words or f"factor {unknown[0]}", why))
                continue
            state = FactorState.CHECKED if said.reached else FactorState.CARRIED
            self._found.looked_at += [(earlier[place - 1], state, said.words) for place in said.places]

    def _action(self, said: PastedAction) -> ActionToBe | None:
        try:
            lead = lead_called(said.who, self._meeting.school, self._request)
            due_on, assumed = self._due(said.when)
        except (Refused, Question) as stop:
            self._found.unread.append(Unread(said.number, f"{said.text} | {said.who} | {said.when}", _why(stop)))
            return None
        priority = self._priority(said.priority)
        lost = said.priority is not None and priority is None
        remarks = (*assumed, *((f"P{said.priority} left out: no open plan has it",) if lost else ()))
        return ActionToBe(said, lead, due_on, _SIDES[said.side], priority, remarks)

    def _due(self, words: str) -> tuple[date, tuple[str, ...]]:
        if _NEXT_MEETING.fullmatch(words):
            if self._found.next_time is None:
                raise Refused(f"“{words}” has no date yet: add a line such as “Next date: 19 March 4pm”, or give a day")
            return london_day(self._found.next_time.starts_at), ("the day of the next meeting",)
        reading = read_when(words, now=self._request.now, context="future", calendar=self._request.facts.calendar)
        day = london_day(reading.value) if isinstance(reading.value, datetime) else reading.value
        if day < london_day(self._request.now):
            raise Refused(f"{say_day(day)} has passed")
        ahead = (day - london_day(self._request.now)).days
        far = (f"that is {ahead} days ahead",) if ahead > FAR_AHEAD_DAYS else ()
        return day, (*reading.assumed, *far)

    def _priority(self, position: int | None) -> Priority | None:
        plans = [plan for plan in self._plans if plan.state == PlanState.OPEN]
        return next((one for plan in plans for one in plan.priorities if one.position == position), None)


def _direction(text: str) -> Direction:
    said = text.casefold().strip(" .")
    for direction, words in _DIRECTIONS.items():
        if said in words or said.split()[0] in words:
            return direction
    raise Refused(f"a direction of travel is {', '.join(Direction)}")


def _why(stop: Exception) -> str:
    """The reason as the cell of a table: a question is said with its answers."""
    options = [option.label for option in stop.options if option.value] if isinstance(stop, Question) else []
    return f"{stop} {', '.join(options)}".strip() if options else str(stop)
