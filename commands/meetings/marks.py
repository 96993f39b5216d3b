"""The risk that members see, written down seat by seat, and said back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commands.command import Request
from commands.line import shorten
from commands.meetings.fields import kind_of
from commands.meetings.seats import Seat, in_seat_order, places_in_words, row_for, seats_called
from policy.meeting_kinds import MeetingKind, RiskQuestion
from policy.refused import Refused
from policy.risk_marks import Mark, spread_in_words
from storage.meetings import Attendance, Meeting, Risk


@dataclass(frozen=True)
class Marks:
    """Marks that were read: those of seats, and the meeting's own answer."""

    of_seats: tuple[tuple[Seat, Mark], ...]
    answer: Risk | None


def marks_of(request: Request, meeting: Meeting, marks: Sequence[Mark], table: Sequence[Seat]) -> Marks:
    """Whose marks they are. Raises Refused for a kind of meeting without a risk assessment, an unknown member, two
    marks of one member, two answers, and a number where the form has words. Source: V3-44, W0-61.
    """
    question = risk_question(request, meeting)
    found: dict[int, tuple[Seat, Mark]] = {}
    for mark in marks:
        if mark.who:
            seat = _seat(mark.who, table)
            if id(seat) in found:
                raise Refused(
                    f"{seat.words} has two marks: {found[id(seat)][1].said} and {mark.said}. One each, please."
                )
            found[id(seat)] = (seat, mark)
    own = [mark for mark in marks if not mark.who]
    if len(own) > 1:
        raise Refused(f"{' and '.join(mark.said for mark in own)}: a meeting has exactly one answer.")
    return Marks(tuple(found.values()), _answer(question, own[0]) if own else None)


def store_marks(meeting: Meeting, marks: Marks) -> None:
    """Write down what each member marked, and the meeting's own answer."""
    for seat, mark in marks.of_seats:
        row = row_for(meeting, seat)
        row.risk_mark, row.risk_said = mark.number, mark.said
    meeting.risk = marks.answer or meeting.risk


def risk_question(request: Request, meeting: Meeting) -> RiskQuestion:
    """What this kind of meeting is asked. Raises Refused where its form has no such question."""
    kind = kind_of(request, meeting)
    if kind.risk is None:
        raise Refused(f"The {kind.name} has no risk assessment in {request.framework.strategy}.")
    return kind.risk


def _seat(who: str, table: Sequence[Seat]) -> Seat:
    found = seats_called(who, table)
    if len(found) != 1:
        what = "I know nobody here who is called" if not found else f"{len(found)} here could be"
        raise Refused(f"{what} “{shorten(who)}”. A name of the table works, or a place: {places_in_words(table)}.")
    return found[0]


def _answer(question: RiskQuestion, mark: Mark) -> Risk:
    if question.answers == "marks":
        raise Refused(
            f"Each member marks the risk here, so say whose “{mark.said}” is. For example: HT low, CoG medium, SIA 60"
        )
    if mark.word is None:
        raise Refused(f"The form asks for HIGH, MEDIUM or LOW, exactly one; {mark.said} is a number.")
    return Risk(mark.word.upper())


def risk_lines(request: Request, meeting: Meeting) -> tuple[str, ...]:
    """The question and what was answered: the spread and median of the members, the Chair's own mark apart."""
    kind = kind_of(request, meeting)
    if kind.risk is None:
        return ()
    marked = [row for row in in_seat_order(meeting, kind) if row.risk_said]
    lines = [f"Risk: {meeting.risk}" if meeting.risk else ""] if kind.risk.answers == "words" else []
    if marked:
        lines.append(f"{kind.risk.question}")
        lines.append(", ".join(f"{_who(row, kind)} {row.risk_said}" for row in marked))
        lines += spread_lines(marked, kind)
    return tuple(line for line in lines if line) + ((f"In words: {meeting.risk_words}",) if meeting.risk_words else ())


def spread_lines(rows: Sequence[Attendance], kind: MeetingKind) -> list[str]:
    """Lowest, highest and median of the members' marks from 0 to 100; the Chair's own judgement stands apart."""
    if kind.risk is None:
        return []
    members = [mark_of(row, kind.risk) for row in rows if row.role != "chair"]
    chairs = [mark_of(row, kind.risk) for row in rows if row.role == "chair"]
    words = ", ".join(f"{word} {mark}" for word, mark in kind.risk.word_marks.items())
    as_marks = f"; words stand at {words} (your team's setting)" if any(row.risk_mark is None for row in rows) else ""
    lines = [f"Members: {spread_in_words(members)}{as_marks}."] if members else []
    return lines + [f"{kind.chair}, apart: {mark}." for mark in chairs]


def mark_of(row: Attendance, question: RiskQuestion) -> int:
    """What a member marked, from 0 to 100."""
    if row.risk_mark is not None:
        return row.risk_mark
    return {str(word): mark for word, mark in question.word_marks.items()}[row.risk_said or "medium"]


def _who(row: Attendance, kind: MeetingKind) -> str:
    member = kind.member(row.role)
    return member.says[0] if member and not member.several else row.name or row.role
