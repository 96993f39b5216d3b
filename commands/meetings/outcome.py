"""`meeting outcome`: what a meeting came to, pasted line by line, shown back, stored on yes."""

from __future__ import annotations

from commands.command import Command, Done, Field, FollowUp, Option, Question, Request
from commands.kinds.who import lead_words
from commands.kinds.words import LongText
from commands.line import shorten
from commands.meetings.attendance import attendance_lines
from commands.meetings.fields import MEETING_PEOPLE, THE_MEETING, also, kind_of
from commands.meetings.holding import rearranging_buttons, rearranging_lines
from commands.meetings.marks import risk_lines
from commands.meetings.outcome_reading import OutcomeToBe, outcome_of_text
from commands.meetings.outcome_storing import Stored, store_outcome
from commands.meetings.papers import paper_name, record_text
from commands.meetings.pasting import STORE, THE_CORRECTION, ask_to_correct, ask_to_store, with_correction
from commands.meetings.rights import check_it_has_begun
from commands.meetings.saying import next_steps, short_day, title
from notifications.message import Attachment, Message, Table
from notifications.rules.meeting_outcome import SECOND_THOUGHTS
from notifications.support_asked import still_to_record
from policy.pasted_lines import plain_lines
from policy.pasted_rows import ROW
from policy.refused import Refused
from policy.saying import say_moment
from storage.channels import Purpose
from storage.meetings import Meeting, MeetingState, factors_to_check, meetings_of_school

MOST_ACTIONS = 60
"""So many actions, with their audit and their reminders, are stored well within the time that a door waits."""
TEMPLATE = (
    "Risk: HT low, CoG medium, SIA 60 (or: Risk: HIGH)",
    "Present: all except CoG, sub Mrs Khan",
    "Apologies: DHT",
    "Direction: improving",
    "Checked 1: what was seen (the numbers are those of the agenda)",
    "Factor: what stands in the way",
    ROW,
    "Note: what else was said",
    "Next date: 19 March 4pm",
)


class APastedBlock(LongText):
    """Many lines; more than can be looked over are refused before they are counted in characters."""

    def read(self, text: str, request: Request) -> str:
        """The block. Raises Refused when it has too many lines or characters."""
        plain_lines(text)
        return super().read(text, request)


def meeting_outcome(request: Request, meeting: Meeting, text: str | None, correction: str | None) -> Done:
    """Store what a pasted block says of a meeting, once it was shown back: all of it, or nothing.

    Raises Refused for a cancelled meeting, Question for one that has not begun, for lines that cannot be read, and to
    show what would be stored. Source: V3-42, V3-44, V3-45, W0-60 to W0-62.
    """
    check_it_has_begun(request, meeting)
    if text is None:
        question = f"{meeting.ref}: what came of it? One thing on each line; leave out what there is nothing to say of:"
        raise Question(question, asks="text").with_lines(*TEMPLATE, *_to_check(request, meeting))
    if meeting.outcome_posted_at is not None:
        request.confirm(
            "again",
            f"The outcome of {meeting.ref} is on record since {say_moment(meeting.outcome_posted_at)}. Add this to it?",
            "Yes, add it",
        )
    text, remarks = with_correction(text, correction)
    outcome = outcome_of_text(request.as_said("text"), meeting, text)
    if outcome.unread:
        raise ask_to_correct(outcome.unread, "text", text, remarks)
    if len(outcome.actions) > MOST_ACTIONS:
        raise Refused(
            f"That is {len(outcome.actions)} actions; {MOST_ACTIONS} is the most that I can store at once. Nothing was "
            "stored: please paste them in parts."
        )
    if outcome.is_empty:
        raise Refused("There is no outcome in it. For example: Factor: Writing at KS1")
    if correction != STORE:
        question = f"Store this as the outcome of {meeting.ref}, {meeting.school.name}?"
        raise ask_to_store(question, _table(outcome), (*remarks, *_lines(request, meeting, outcome)), "text", text)
    stored = store_outcome(request, meeting, outcome, governor_there=_governor_there(request, meeting, outcome))
    return _done(request, meeting, outcome, stored)


def _to_check(request: Request, meeting: Meeting) -> list[str]:
    """The key factors of earlier meetings with the numbers by which they are checked."""
    meetings = meetings_of_school(request.session, request.team.id, meeting.school_id)
    earlier = factors_to_check(meetings, meeting)
    lines = [
        f"{place}. {shorten(factor.text, 120)} ({one.ref})" for place, (one, factor) in enumerate(earlier, start=1)
    ]
    return ["To be checked:", *lines] if lines else []


def _governor_there(request: Request, meeting: Meeting, outcome: OutcomeToBe) -> bool:
    """Whether a governor was in the room: as block or record say, else asked where it matters. Source: V3-42."""
    if outcome.came is not None:
        return any(one.is_governor_there for one in outcome.came)
    if any(row.presence for row in meeting.members):
        return any(row.is_governor and row.presence in {"present", "substitute"} for row in meeting.members)
    if kind_of(request, meeting).without_governor == "held":
        return True
    if not {"yes", "no"} & request.sure:
        raise Question(
            f"Nobody has said who came to {meeting.ref}. Was a governor there? Without one it does not count as held",
            asks="sure",
            options=(
                Option("Yes, a governor was there", "yes"),
                Option("No governor was there", "no"),
            ),
        )
    return "yes" in request.sure


def _table(outcome: OutcomeToBe) -> Table | None:
    rows = []
    for place, (factor, actions) in enumerate(outcome.factors, start=1):
        if factor:
            rows.append((f"Factor {place}", factor, "", "", ""))
        for one in actions:
            more = [
                one.said.success,
                one.said.resources,
                f"P{one.said.priority}" if one.priority else "",
                one.said.side,
            ]
            remarks = "; ".join((*(part for part in more if part), *one.remarks))
            rows.append(("Action", one.said.text, lead_words(one.lead), short_day(one.due_on), remarks))
    return Table(("What", "Words", "Lead", "By", "More"), tuple(rows)) if rows else None


def _lines(request: Request, meeting: Meeting, outcome: OutcomeToBe) -> list[str]:
    """All that is no factor and no action, as it would be stored."""
    kind = kind_of(request, meeting)
    lines = list(attendance_lines(outcome.came)) if outcome.came is not None else []
    if (
        outcome.came is not None
        and kind.without_governor != "held"
        and not any(o.is_governor_there for o in outcome.came)
    ):
        lines.append(f"No governor among them: “{kind.without_governor_clause}”. It will not count as held.")
    if outcome.marks is not None:
        marks = ", ".join(f"{seat.words} {mark.said}" for seat, mark in outcome.marks.of_seats)
        lines.append(f"Risk: {', '.join(part for part in (outcome.marks.answer or '', marks) if part)}")
    lines += [f"Direction of travel: {outcome.direction}"] if outcome.direction else []
    for factor, state, words in outcome.looked_at:
        lines.append(f"Earlier factor “{shorten(factor.text)}”: {state}{f', {words}' if words else ''}")
    carried = len(_left_open(request, meeting, outcome))
    if carried:
        words = "key factor of earlier meetings is" if carried == 1 else "key factors of earlier meetings are"
        lines.append(f"{carried} {words} not mentioned: not reached, carried forward.")
    if outcome.next_time is not None:
        doubts = f" ({'; '.join(outcome.next_doubts)})" if outcome.next_doubts else ""
        assumed = f" Assumed: {'; '.join(outcome.next_time.assumed)}." if outcome.next_time.assumed else ""
        lines.append(
            f"Next {kind.short}, which will be booked: {say_moment(outcome.next_time.starts_at)}{doubts}.{assumed}"
        )
    lines += [f"Note: {shorten(outcome.notes, 200)}"] if outcome.notes else []
    lines += [f"Left out, line {one.number}: {shorten(one.text)}" for one in outcome.left_out]
    return lines


def _left_open(request: Request, meeting: Meeting, outcome: OutcomeToBe) -> list[object]:
    meetings = meetings_of_school(request.session, request.team.id, meeting.school_id)
    said = {id(factor) for factor, _, _ in outcome.looked_at}
    return [factor for _, factor in factors_to_check(meetings, meeting) if id(factor) not in said]


def _done(request: Request, meeting: Meeting, outcome: OutcomeToBe, stored: Stored) -> Done:
    kind = kind_of(request, meeting)
    rearranging = rearranging_lines(request, meeting)
    lines = list(rearranging)
    if outcome.came is not None:
        lines += attendance_lines(outcome.came)
    lines += risk_lines(request, meeting) if outcome.marks is not None else ()
    counts = [(len(stored.factors), "key factor"), (len(stored.actions), "action")]
    said = [f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts if number]
    lines += [f"Stored: {' and '.join(said)}."] if said else []
    if stored.factors:
        lines.append(f"The key factors come back on the agenda of the next {kind.short}.")
    if stored.next_meeting is not None:
        lines.append(f"Booked: {stored.next_meeting.ref}, {say_moment(stored.next_meeting.starts_at)}.")
    missing = still_to_record(request.session, meeting, request.facts)
    lines += [words for words, _ in missing]
    lines += _announced_line(request)
    rows = tuple((a.ref, a.text, a.lead_name, short_day(a.due_on)) for a in stored.actions)
    message = Message(
        title(meeting, request, "outcome on record"),
        tuple(lines),
        Table(("Action", "What", "Lead", "By"), rows) if rows else None,
        (*rearranging_buttons(request, meeting), *(button for _, button in missing), *next_steps(meeting, request)),
        Attachment(paper_name(meeting, kind.record_name), record_text(request, meeting)),
    )
    if (
        stored.next_meeting is not None
        or meeting.state == MeetingState.TO_BE_REARRANGED
        or _is_booked(request, meeting)
    ):
        return Done(message)
    values = {"school": f"URN {meeting.school.urn}", "kind": kind.key}
    values |= {"chair": meeting.chair.name} if meeting.chair else {}
    question = (
        f"When is the next {kind.short} at {meeting.school.name}? For example 19 March 4pm (“stop” leaves it open)"
    )
    return Done(message, FollowUp("meeting book", values, "when", question))


def _announced_line(request: Request) -> tuple[str, ...]:
    """Where and when the outcome is announced, if a channel is bound for it."""
    channels = request.facts.channels_for(Purpose.OUTCOMES)
    if not channels:
        return ()
    at = request.facts.working_time.next_working_moment(request.now + SECOND_THOUGHTS)
    when = "in ten minutes" if at <= request.now + SECOND_THOUGHTS else say_moment(at)
    names = ", ".join(channel.said for channel in channels)
    return (f"Announced in {names}, {when}: without names, factors or marks. “undo” holds it back until then.",)


def _is_booked(request: Request, meeting: Meeting) -> bool:
    """Whether the next meeting of the kind is booked already."""
    others = meetings_of_school(request.session, request.team.id, meeting.school_id)
    return any(one.kind == meeting.kind and one.is_to_come and one.starts_at > request.now for one in others)


COMMAND = Command(
    name="meeting outcome",
    help="Write down what came of a meeting: paste risk, who came, factors and actions.",
    example="meeting outcome M3",
    fields=(
        THE_MEETING,
        Field(
            "text", "What came of it?", APastedBlock(), required=False, help="one thing on each line", after_colon=True
        ),
        THE_CORRECTION,
    ),
    allowed=MEETING_PEOPLE,
    run=meeting_outcome,
    says=also("outcome"),
)
