"""`school timeline`: what has happened at a school and what is to come, the newest first."""

from __future__ import annotations

from datetime import date, datetime, time

from commands.category.fields import name_of
from commands.command import EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_period import APeriod
from commands.line import shorten
from commands.schools.carry_on import carried_on_line
from commands.schools.fields import THE_SCHOOL
from commands.visits.list import short_day
from notifications.matters import meeting_name, visit_name
from notifications.message import Button, Message, Table
from notifications.nudge import at_time
from policy.dates import PeriodReading
from policy.refused import Refused
from policy.saying import london_day, say_day
from storage.actions import ActionNoteKind
from storage.plans import Plan
from storage.schools import School
from storage.succession import succession_from
from storage.timelines import Moment, moments_of, schools_before


def school_timeline(request: Request, page: int | None, school: School, period: PeriodReading | None) -> Message:
    """Visits, notes, actions, meetings, plans and advisers of a school, and of the schools it has taken over from."""
    schools: list[School | None] = [None, *schools_before(request.session, request.team.id, school)]
    found = [
        (moment, before)
        for before in schools
        for moment in moments_of(request.session, request.team.id, before or school)
        if period is None or _within(_day(moment), period)
    ]
    found.sort(key=lambda pair: (_instant(pair[0]), pair[0].ref), reverse=True)
    lines = [f"Assumed: {words}." for words in period.assumed] if period else []
    lines += [f"{words} Its timeline shows both." for words in carried_on_line(request, school)]
    days = f", {say_day(period.first)} to {say_day(period.last)}" if period else ""
    if not found:
        return Message(f"{school.name}{days}: nothing is on record", tuple(lines), buttons=_buttons(request, school))
    words = f"school timeline {school.urn}{f' {period.text}' if period else ''}"
    shown = page_of(found, page, words)
    entries = f"{len(found)} {'entry' if len(found) == 1 else 'entries'}"
    return Message(
        f"{school.name}{days}: {entries}{shown.said}",
        tuple(lines),
        Table(("When", "What", "Who"), tuple(_row(moment, before, request) for moment, before in shown.rows)),
        (Button("More", f"{words} page {shown.number + 1}"),) if shown.has_more else _buttons(request, school),
    )


def _day(moment: Moment) -> date:
    return london_day(moment.at) if isinstance(moment.at, datetime) else moment.at


def _instant(moment: Moment) -> datetime:
    return moment.at if isinstance(moment.at, datetime) else at_time(moment.at, time.min)


def _within(day: date, period: PeriodReading) -> bool:
    return period.first <= day <= period.last


def _buttons(request: Request, school: School) -> tuple[Button, ...]:
    carried = succession_from(request.session, request.team.id, school.id)
    new = request.session.get_one(School, carried.to_school_id) if carried else None
    both = (Button("Timeline of both", f"school timeline {new.urn}"),) if new else ()
    return (*both, Button("School card", f"school {school.urn}"))


def _row(moment: Moment, before: School | None, request: Request) -> tuple[str, ...]:
    when = short_day(moment.at) if isinstance(moment.at, datetime) else short_day(_instant(moment)).split(",")[0]
    words = _WORDS[moment.noun](moment, request)
    place = f" (as {before.name}, URN {before.urn})" if before else ""
    return (when, f"{f'{moment.ref} ' if moment.ref else ''}{words}{place}", moment.who)


def _of_visit(moment: Moment, request: Request) -> str:
    if moment.what == "note sent":
        return "note sent to the head teacher"
    return f"{visit_name(moment.about, request.facts)}, {moment.what}"


def _of_action(moment: Moment, request: Request) -> str:
    about = moment.about
    if moment.what == "raised":
        return f"action raised, due {say_day(about.due_on)}: {shorten(about.text)}"
    if moment.what == ActionNoteKind.MOVED and about.to_on is not None:
        return f"action moved to {say_day(about.to_on)}{_said(about.words)}"
    colour = f", {about.rag}" if about.rag else ""
    return f"action {moment.what}{colour}{_said(about.words)}"


def _of_meeting(moment: Moment, request: Request) -> str:
    meeting = moment.about
    risk = f", risk {meeting.risk}" if meeting.risk else ""
    direction = f", {meeting.direction}" if meeting.direction else ""
    return f"{meeting_name(meeting, request.facts)}, {moment.what}{risk}{direction}"


def _of_plan(moment: Moment, request: Request) -> str:
    words = moment.about.review_words if moment.what == "reviewed" else None
    return f"{plan_name(moment.about, request)} {moment.what}{_said(words)}"


def plan_name(plan: Plan, request: Request) -> str:
    """The council's short name for the kind of plan; the key where the strategy has dropped it."""
    try:
        return request.framework.plan_kind(plan.kind).short
    except Refused:
        return plan.kind


def _of_category(moment: Moment, request: Request) -> str:
    until = f" (until {say_day(moment.about.until_on)})" if moment.about.until_on else ""
    return f"{name_of(request, moment.about.category)} from this day on{until}"


def _of_adviser(moment: Moment, request: Request) -> str:
    until = f" (until {say_day(moment.about.until_on)})" if moment.about.until_on else ""
    return f"Attached adviser from this day on{until}"


def _said(words: str | None) -> str:
    return f": {shorten(words)}" if words else ""


_WORDS = {
    "visit": _of_visit,
    "action": _of_action,
    "meeting": _of_meeting,
    "plan": _of_plan,
    "adviser": _of_adviser,
    "category": _of_category,
}

COMMAND = Command(
    name="school timeline",
    help="What has happened at a school and what is to come, the newest first.",
    example="school timeline Old Hall since September",
    fields=(
        Field("page", "Which page?", APage("school timeline Old Hall page 2"), required=False),
        THE_SCHOOL,
        Field("period", "Which days?", APeriod(), required=False, help="since September"),
    ),
    allowed=EVERYBODY,
    run=school_timeline,
    changes=False,
    says=("timeline",),
)
