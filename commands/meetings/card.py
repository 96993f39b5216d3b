"""`meeting`: all that is on record of one meeting."""

from __future__ import annotations

from collections import Counter

from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_meeting import AMeeting
from commands.meetings.confirm import confirmation_lines
from commands.meetings.fields import NOUNS, also, kind_of
from commands.meetings.holding import rearranged_as, rearranging_buttons, rearranging_lines
from commands.meetings.list import meeting_list
from commands.meetings.marks import risk_lines
from commands.meetings.papers import actions_of_meeting, presence_lines
from commands.meetings.saying import next_steps, title, when_line
from notifications.message import Button, Message
from policy.saying import say_moment
from storage.meetings import Meeting, MeetingState


def meeting_card(request: Request, meeting: Meeting | None) -> Message:
    """A meeting as it stands: before it, what is missing; after it, what came of it. Without one, the next 14 days."""
    if meeting is None:
        return meeting_list(request, None, None, None, None)
    lines = [when_line(meeting, request), f"Meeting number {meeting.occurrence} of its kind at the school."]
    lines += _how_it_came(request, meeting)
    if meeting.state == MeetingState.CANCELLED:
        pass
    elif meeting.is_to_come:
        lines += [*_still_missing(request, meeting), *confirmation_lines(request, meeting)]
    else:
        lines += _what_came_of_it(request, meeting)
    school = (Button("School card", f"school {meeting.school.urn}"),)
    return Message(
        title(meeting, request, str(meeting.state)),
        tuple(lines),
        buttons=(*rearranging_buttons(request, meeting), *next_steps(meeting, request), *school),
    )


def _how_it_came(request: Request, meeting: Meeting) -> list[str]:
    lines = []
    if meeting.moves:
        times = "once" if meeting.moves == 1 else f"{meeting.moves} times"
        lines.append(f"Moved {times}, last because {meeting.because}.")
    elif meeting.because:
        lines.append(f"Because: {meeting.because}")
    if meeting.state != MeetingState.TO_BE_REARRANGED:
        again = rearranged_as(request, meeting)
        lines += [f"Rearranged as {again.ref}."] if again else []
    return lines


def _still_missing(request: Request, meeting: Meeting) -> list[str]:
    kind = kind_of(request, meeting)
    sent = f"went out {say_moment(meeting.agenda_sent_at)}" if meeting.agenda_sent_at else "has not gone out yet"
    lines = [f"The agenda {sent}."]
    if kind.pre_meeting_days is not None:
        pre = say_moment(meeting.pre_meeting_at) if meeting.pre_meeting_at else "not booked yet"
        lines.append(f"Pre-meeting of head teacher and adviser: {pre}.")
    return lines


def _what_came_of_it(request: Request, meeting: Meeting) -> list[str]:
    actions = actions_of_meeting(request, meeting)
    lines = [*rearranging_lines(request, meeting), *presence_lines(request, meeting), *risk_lines(request, meeting)]
    lines += [f"Direction of travel: {meeting.direction}"] if meeting.direction else []
    lines += [f"{factor.position}. {factor.text} ({factor.state})" for factor in meeting.factors]
    if actions:
        states = Counter(str(action.state) for action in actions)
        said = ", ".join(f"{count} {state}" for state, count in states.items())
        lines.append(f"Actions: {', '.join(action.ref for action in actions)} ({said})")
    if meeting.outcome_posted_at is None:
        lines.append("The outcome is not on record yet.")
    else:
        gone = f"went {say_moment(meeting.minutes_sent_at)}" if meeting.minutes_sent_at else "have not gone yet"
        lines.append(f"The minutes {gone}.")
    return lines


COMMAND = Command(
    name="meeting",
    help="All that is on record of a meeting; alone, the meetings of the next 14 days.",
    example="meeting M3",
    fields=(Field("meeting", "Which meeting?", AMeeting(), required=False, help="M3"),),
    allowed=EVERYBODY,
    run=meeting_card,
    changes=False,
    says=("meeting show", *also("show"), *NOUNS),
    bare_runs=True,
)
