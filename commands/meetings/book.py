"""`meeting book`: a meeting is on the record from now on; many lines at once where many are pasted."""

from __future__ import annotations

import re
from datetime import timedelta

from commands.command import Command, Field, Question, Request
from commands.kinds.a_person import APerson
from commands.kinds.a_school import ASchool
from commands.kinds.times import Heard
from commands.kinds.words import LongText
from commands.line import values_of_line
from commands.meetings.book_many import Booking, bookings_message, many_booked
from commands.meetings.fields import MEETING_PEOPLE, THE_KIND, by_noun
from commands.meetings.new import new_meeting, usual_chair
from commands.meetings.pasting import THE_CORRECTION
from commands.meetings.saying import next_steps, title, when_line
from commands.meetings.times import AMeetingLength, AMeetingTime, check_the_day, meeting_time
from notifications.message import Message
from policy.meeting_kinds import MeetingKind
from policy.saying import say_moment
from storage.meetings import Meeting
from storage.people import Person
from storage.schools import School


class ASchoolOrLines(ASchool):
    """A school; or many lines, each of them a booking."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All lines where there are several; else the school at the start, also after the kind of meeting."""
        if "\n" in line:
            return line, ""
        found = super().find(line, request)
        if found is not None:
            return found
        kinds = [word for kind in request.framework.meeting_kinds for word in (kind.short, *kind.says)]
        words = "|".join(re.escape(word) for word in sorted(kinds, key=len, reverse=True))
        match = re.match(rf"(?:an?\s+)?({words})\s+(?:(?:at|for)\s+)?", line, re.IGNORECASE)
        found = super().find(line[match.end() :], request) if match else None
        return (found[0], f"{match[1]} {found[1]}") if match and found else None

    def read(self, text: str, request: Request) -> School | str:  # type: ignore[override]
        """The school, or the lines as they are. Raises Question and Refused as for any school."""
        return LongText().read(text, request) if "\n" in text.strip() else super().read(text, request)


class AChair(APerson):
    """Who leads the meeting: `chair @carys`."""

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A colleague anywhere, with the word chair before the name."""
        found = super().find(line, request)
        if found is None:
            return None
        return found[0], re.sub(r"(?i)(?<!\w)chair(?:ed)?(?:\s+by)?:?(?=\s|$)", " ", found[1])


def meeting_booked(
    request: Request,
    school: School | str,
    kind: str | None,
    length: timedelta | None,
    chair: Person | None,
    when: Heard | None,
    correction: str | None,
) -> Message:
    """Store one meeting or many. Raises Refused for a closed school, Question for an odd day or one that has passed.

    Source: V3-41, W2-33, W0-51 for the kinds; the length and who leads it are the team's settings.
    """
    chosen = request.framework.meeting_kind(kind) if kind else request.framework.meeting_kinds[0]
    if isinstance(school, str):
        return _many(request, school, chosen, chair, correction)
    if when is None:
        raise Question(f"When is the {chosen.short} at {school.name}? For example 12 Feb 4pm", asks="when")
    time = meeting_time(when, length, chosen)
    check_the_day(request, school, time.starts_at)
    if time.starts_at <= request.now:
        request.confirm(
            "past", f"{say_moment(time.starts_at)} has passed. Log it as a meeting that took place?", "Yes, log it"
        )
    meeting = new_meeting(request, school, chosen, time, chair or usual_chair(request))
    return booked_message(request, meeting, [*time.assumed, *_assumed(request, meeting, kind, chair)])


def _assumed(request: Request, meeting: Meeting, kind: str | None, chair: Person | None) -> list[str]:
    chosen = request.framework.meeting_kind(meeting.kind)
    found = []
    if kind is None and len(request.framework.meeting_kinds) > 1:
        others = ", ".join(other.short for other in request.framework.meeting_kinds if other is not chosen)
        found.append(f"a {chosen.short}, as no kind was said (there is also: {others})")
    if chair is None and meeting.chair is not None:
        found.append(f"{meeting.chair.name} is {chosen.chair}, as the only colleague with the role of chair")
    return found


def booked_message(request: Request, meeting: Meeting, assumed: list[str]) -> Message:
    """What is said back of a meeting that has just been booked."""
    kind = request.framework.meeting_kind(meeting.kind)
    lines = [when_line(meeting, request), f"It is meeting number {meeting.occurrence} of its kind at the school."]
    if meeting.chair is None:
        lines.append(f"No {kind.chair} is named yet; name one with: meeting chair {meeting.ref} @carys")
    if kind.pre_meeting_days is not None and meeting.starts_at > request.now:
        latest = meeting.starts_at - timedelta(days=kind.pre_meeting_days)
        lines.append(
            f"Its pre-meeting of head teacher and adviser is due by {say_moment(latest)}: meeting pre {meeting.ref}"
        )
    lines += [f"Assumed: {words}." for words in assumed]
    what = "booked" if meeting.starts_at > request.now else "logged"
    return Message(title(meeting, request, what), tuple(lines), buttons=next_steps(meeting, request))


def _many(request: Request, text: str, kind: MeetingKind, chair: Person | None, correction: str | None) -> Message:
    def read_line(line: str) -> Booking:
        return booking_of_line(request, line, kind, chair)

    bookings = many_booked(request, text, correction, read_line)
    meetings = [
        new_meeting(request, one.school, one.kind, one.time, one.chair or usual_chair(request)) for one in bookings
    ]
    return bookings_message(request, meetings)


def booking_of_line(request: Request, line: str, kind: MeetingKind, chair: Person | None) -> Booking:
    """The booking in one line. Raises Refused or Question as for a line that is typed alone."""
    values = values_of_line(COMMAND, line, request)
    read = {
        field.name: field.kind.read(values[field.name], request) for field in COMMAND.fields if field.name in values
    }
    chosen = request.framework.meeting_kind(read["kind"]) if "kind" in read else kind
    if "when" not in read:
        raise Question("When? For example 12 Feb 4pm", asks="when")
    return Booking(
        read["school"], chosen, meeting_time(read["when"], read.get("length"), chosen), read.get("chair", chair)
    )


COMMAND = Command(
    name="meeting book",
    help="Book a meeting; or paste many lines, each a booking.",
    example="meeting book Short Heath 12 Feb 4pm",
    fields=(
        Field("school", "Which school?", ASchoolOrLines(), help="name, part of it, or URN; or many lines"),
        THE_KIND,
        Field("length", "How long?", AMeetingLength(), required=False, help="90m, 2h"),
        Field("chair", "Who leads it?", AChair("chair"), required=False, help="@carys"),
        Field("when", "When?", AMeetingTime(), required=False, help="12 Feb 4pm, Friday 9.30-11"),
        THE_CORRECTION,
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_booked,
)
COMMANDS = (COMMAND, *by_noun(COMMAND))
