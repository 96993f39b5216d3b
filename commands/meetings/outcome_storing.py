"""Storing an outcome that was looked over: who came, the risk, the factors, the actions, the next date."""

from __future__ import annotations

from dataclasses import dataclass, field

from commands.actions.new import new_action
from commands.command import Request
from commands.meetings.attendance import store_attendance
from commands.meetings.fields import kind_of
from commands.meetings.holding import settle_state
from commands.meetings.marks import store_marks
from commands.meetings.new import new_meeting
from commands.meetings.outcome_reading import OutcomeToBe
from commands.meetings.seats import Seat, row_for, table_of
from storage.actions import Action
from storage.meetings import (
    FactorState,
    KeyFactor,
    Meeting,
    MeetingState,
    Presence,
    factors_to_check,
    meetings_of_school,
)


@dataclass
class Stored:
    """What an outcome has made."""

    factors: list[KeyFactor] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    next_meeting: Meeting | None = None


def store_outcome(request: Request, meeting: Meeting, outcome: OutcomeToBe, *, governor_there: bool) -> Stored:
    """Store all of an outcome. A key factor of an earlier meeting that nobody mentioned is carried forward, unless this
    one does not count as held. Source: V3-42, V3-45.
    """
    stored = Stored()
    earlier = factors_to_check(meetings_of_school(request.session, request.team.id, meeting.school_id), meeting)
    _store_presence(request, meeting, outcome, governor_there)
    if outcome.marks is not None:
        store_marks(meeting, outcome.marks)
    meeting.direction = outcome.direction or meeting.direction
    meeting.notes = "\n".join(part for part in (meeting.notes, outcome.notes) if part) or None
    meeting.outcome_posted_at = request.now
    settle_state(request, meeting, governor_there=governor_there)
    mentioned = {factor.id for factor, _, _ in outcome.looked_at}
    for factor, state, words in outcome.looked_at:
        _look_at(factor, meeting, state, words)
    if meeting.state == MeetingState.HELD:
        for _, factor in earlier:
            if factor.id not in mentioned and factor.looked_at_meeting_id != meeting.id:
                _look_at(factor, meeting, FactorState.CARRIED, "")
    for text, actions in outcome.factors:
        new_factor = _factor(request, meeting, text) if text else None
        stored.factors += [new_factor] if new_factor else []
        for one in actions:
            action = new_action(
                request,
                meeting.school,
                one.said.text,
                one.lead,
                one.due_on,
                side=one.side,
                plan=None,
                priority=one.priority,
                meeting=meeting,
                factor=new_factor,
                success_criteria=one.said.success or None,
                resources=one.said.resources or None,
            )
            action.plan_id = one.priority.plan_id if one.priority else None
            stored.actions.append(action)
    if outcome.next_time is not None:
        kind = kind_of(request, meeting)
        again = meeting if meeting.state == MeetingState.TO_BE_REARRANGED else None
        stored.next_meeting = new_meeting(request, meeting.school, kind, outcome.next_time, meeting.chair, again)
    request.session.flush()
    return stored


def _store_presence(request: Request, meeting: Meeting, outcome: OutcomeToBe, governor_there: bool) -> None:
    if outcome.came is not None:
        for row in meeting.members:
            row.presence = row.substitute = None
        store_attendance(meeting, outcome.came)
    elif governor_there and not any(row.presence for row in meeting.members) and _wants_one(request, meeting):
        governors = [seat for seat in table_of(request, meeting) if seat.member.governor]
        generic = next((seat for seat in governors if seat.member.several), governors[-1])
        row_for(meeting, Seat(generic.member)).presence = Presence.PRESENT


def _wants_one(request: Request, meeting: Meeting) -> bool:
    return kind_of(request, meeting).without_governor != "held"


def _look_at(factor: KeyFactor, meeting: Meeting, state: FactorState, words: str) -> None:
    factor.state, factor.looked_at_meeting_id = state, meeting.id
    factor.words = words or factor.words


def _factor(request: Request, meeting: Meeting, text: str) -> KeyFactor:
    position = max((one.position for one in meeting.factors), default=0) + 1
    factor = KeyFactor(school_id=meeting.school_id, position=position, text=text, state=FactorState.OPEN)
    meeting.factors.append(factor)
    request.session.flush()
    return factor
