"""Whether a meeting that took place counts as held, and what follows when it does not."""

from __future__ import annotations

from commands.command import Request
from commands.meetings.fields import kind_of
from commands.meetings.saying import moment_words, short_moment
from commands.meetings.times import three_dates
from notifications.message import Button
from storage.meetings import Meeting, MeetingState, meetings_of_school, occurrence_of


def settle_state(request: Request, meeting: Meeting, *, governor_there: bool) -> None:
    """Held; or met, to be rearranged, where the strategy wants a governor in the room and there was none.

    Its number among the meetings of its kind counts those that were held before it. Source: V3-42.
    """
    kind = kind_of(request, meeting)
    counts = kind.without_governor == "held" or governor_there
    meeting.state = MeetingState.HELD if counts else MeetingState.TO_BE_REARRANGED
    if counts:
        request.session.flush()
        meeting.occurrence = occurrence_of(
            request.session, request.team.id, meeting.school_id, kind.key, meeting.starts_at
        )


def rearranging_lines(request: Request, meeting: Meeting) -> tuple[str, ...]:
    """What is said of a meeting without a governor, in the council's own words."""
    if meeting.state != MeetingState.TO_BE_REARRANGED:
        return ()
    kind = kind_of(request, meeting)
    document = request.framework.document(kind.document)
    source = f" ({document.title})" if document else ""
    said = f"“{kind.without_governor_clause}”{source}. " if kind.without_governor_clause else ""
    again = rearranged_as(request, meeting)
    if again is not None:
        then = f"It is rearranged as {again.ref}, {short_moment(again.starts_at)}."
    else:
        then = "When shall it be? Three dates that are free at the school, at the same hour:"
    return (
        f"No governor was there. {said}It does not count as held; who came, notes, actions and time are kept.",
        then,
    )


def rearranged_as(request: Request, meeting: Meeting) -> Meeting | None:
    """The meeting that takes the place of one that has to be rearranged, where it is booked already."""
    others = meetings_of_school(request.session, request.team.id, meeting.school_id)
    standing = (one for one in others if one.state != MeetingState.CANCELLED)
    return next((one for one in standing if one.rearranged_from_id == meeting.id), None)


def rearranging_buttons(request: Request, meeting: Meeting) -> tuple[Button, ...]:
    """Three dates, each of which books the rearranged meeting."""
    if meeting.state != MeetingState.TO_BE_REARRANGED or rearranged_as(request, meeting) is not None:
        return ()
    return tuple(
        Button(short_moment(at), f"meeting rearrange {meeting.ref} {moment_words(at)}")
        for at in three_dates(request, meeting)
    )
