"""The papers of a meeting as plain text: the agenda before it, the Record of Meeting after it."""

from __future__ import annotations

from collections.abc import Sequence

from commands.command import Request
from commands.meetings.fields import kind_of
from commands.meetings.marks import risk_lines
from commands.meetings.saying import from_to, short_day
from commands.meetings.seats import in_seat_order, table_of
from policy.saying import london_day, say_day
from storage.actions import Action, actions_of_school, open_actions
from storage.meetings import Attendance, Meeting, MeetingState, Presence, factors_to_check, meetings_of_school


def paper_name(meeting: Meeting, what: str) -> str:
    """What a paper is called as a file."""
    return f"{meeting.ref} {what} {meeting.school.name} {london_day(meeting.starts_at):%Y-%m-%d}.txt".replace("/", "-")


def agenda_text(request: Request, meeting: Meeting) -> str:
    """The agenda: headings, key factors to be checked, open actions. Source: V3-43, V3-45, W0-40."""
    kind = kind_of(request, meeting)
    meetings = meetings_of_school(request.session, request.team.id, meeting.school_id)
    factors = factors_to_check(meetings, meeting)
    actions = open_actions(request.session, request.team.id, school_id=meeting.school_id)
    blocks = [
        [
            f"{kind.name}: agenda",
            f"{meeting.school.name} (URN {meeting.school.urn}), meeting number {meeting.occurrence}",
            from_to(meeting),
            f"{kind.chair}: {meeting.chair.name if meeting.chair else 'to be named'}",
            f"Members: {', '.join(seat.words for seat in table_of(request, meeting))}",
        ],
        [f"{place}. {heading}" for place, heading in enumerate(kind.agenda, start=1)],
        ["Key factors to be checked", *(_factor_line(n, one) for n, one in enumerate(factors, start=1))],
        ["Open actions", *(action_line(request, action) for action in actions)],
    ]
    if not factors:
        blocks[2] = ["Key factors to be checked: none from an earlier meeting"]
    if not actions:
        blocks[3] = ["Open actions: none"]
    if kind.risk is not None:
        blocks.append(["Risk assessment", kind.risk.question])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _factor_line(place: int, one: tuple[Meeting, object]) -> str:
    meeting, factor = one
    text, words = getattr(factor, "text", ""), getattr(factor, "words", None)
    state = f" ({getattr(factor, 'state', '')})" if getattr(factor, "looked_at_meeting_id", None) else ""
    return f"{place}. {text}, from {meeting.ref} of {short_day(london_day(meeting.starts_at))}{state}" + (
        f": {words}" if words else ""
    )


def action_line(request: Request, action: Action) -> str:
    """`A14 Moderate Y2 writing, Mrs J Smith, due Friday 4 December 2026, amber`."""
    late = ", overdue" if action.is_open and request.facts.is_overdue(action.due_on, london_day(request.now)) else ""
    rag = f", {action.rag}" if action.rag else ""
    return f"{action.ref} {action.text}, {action.lead_name}, due {say_day(action.due_on)}{late}{rag}"


def record_text(request: Request, meeting: Meeting) -> str:
    """The Record of Meeting: who was there, risk, key factors and actions. Source: W0-60 to W0-62, V3-43."""
    kind = kind_of(request, meeting)
    head = next((seat.name for seat in table_of(request, meeting) if seat.member.key == "head" and seat.name), None)
    actions = actions_of_meeting(request, meeting)
    top = [
        f"{kind.record_name}: {kind.name}",
        f"Name of school: {meeting.school.name} (URN {meeting.school.urn})",
        f"Head teacher: {head or 'not known'}",
        f"{kind.chair}: {meeting.chair.name if meeting.chair else 'not named'}",
        f"Date: {from_to(meeting)}",
        f"Meeting number: {meeting.occurrence}",
        *presence_lines(request, meeting),
    ]
    if meeting.state == MeetingState.TO_BE_REARRANGED:
        top.append(f"No governor was there; it does not count as held. {kind.without_governor_clause}".strip())
    blocks = [top, list(risk_lines(request, meeting))]
    if meeting.direction:
        blocks.append([f"Direction of travel: {meeting.direction}"])
    if meeting.notes:
        blocks.append(["Notes", meeting.notes])
    for factor in meeting.factors:
        own = [action for action in actions if action.factor_id == factor.id]
        heading = [kind.factors_heading] if factor is meeting.factors[0] else []
        blocks.append([*heading, f"{factor.position}. {factor.text}", *_action_block(own)])
    loose = [action for action in actions if action.factor_id is None]
    if loose:
        blocks.append(["Further actions", *_action_block(loose)])
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _action_block(actions: Sequence[Action]) -> list[str]:
    lines = []
    for action in actions:
        lines.append(f"   {action.ref} {action.text}. By whom: {action.lead_name}. By when: {say_day(action.due_on)}")
        more = (("Success criteria", action.success_criteria), ("Resources", action.resources))
        lines += [f"      {label}: {words}" for label, words in more if words]
    return lines


def actions_of_meeting(request: Request, meeting: Meeting) -> list[Action]:
    """The actions that a meeting agreed, in the order of their numbers."""
    known = actions_of_school(request.session, request.team.id, meeting.school_id)
    return sorted((action for action in known if action.meeting_id == meeting.id), key=lambda action: action.number)


def presence_lines(request: Request, meeting: Meeting) -> list[str]:
    """Who was there, who sent apologies, who was not there, as it is on record; nothing where nobody has said."""
    rows = in_seat_order(meeting, kind_of(request, meeting))
    here = [_who(request, meeting, row) for row in rows if row.presence in {"present", "substitute"}]
    sorry = [_who(request, meeting, row) for row in rows if row.presence == Presence.APOLOGIES]
    absent = [_who(request, meeting, row) for row in rows if row.presence == Presence.ABSENT]
    lines = (("Present", here), ("Apologies", sorry), ("Not there", absent))
    return [f"{word}: {', '.join(names)}" for word, names in lines if names]


def _who(request: Request, meeting: Meeting, row: Attendance) -> str:
    member = kind_of(request, meeting).member(row.role)
    place = member.says[0] if member else row.role
    name = f"{row.name} ({place})" if row.name else place
    return f"{row.substitute} for {name}" if row.presence == Presence.SUBSTITUTE else name
