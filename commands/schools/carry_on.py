"""`school carry on`: a school goes on as another, most often as an academy with a new URN."""

from __future__ import annotations

from commands.command import Command, Field, Option, Question, Request
from commands.kinds.a_school import ASchool, where
from commands.schools.fields import THE_SCHOOL
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import london_day, say_day, say_moment
from storage.carrying_on import OpenWork, carry_on, goes_to_an_academy, open_work_at
from storage.meetings import Meeting
from storage.people import Role
from storage.schools import School
from storage.succession import succession_from
from storage.successors import opened_on, predecessors_of, successors_of
from storage.timelines import schools_before

CARRIERS = frozenset({Role.ADVISER, Role.LEAD, Role.ADMIN})
MOST_BUTTONS = 5


def school_carried_on(request: Request, successor: School | None, school: School) -> Message:
    """Carry a closed school on as its successor, once the asker has said yes; everything open goes along.

    Raises Refused when the school is open, has no successor on record, or is carried on already; Question otherwise.
    Source: V3-12.
    """
    old, new = _both(request, school, successor)
    today = london_day(request.now)
    work = open_work_at(request.session, request.team.id, old, today)
    on = opened_on(request.session, old, new, today)
    if f"carry-{new.urn}" not in request.sure:
        question = Question(
            f"{old.name}, URN {old.urn}, is {new.name}, URN {new.urn}, now. Carry on as {new.urn}?",
            asks="sure",
            options=(Option(f"Carry on as {new.urn}", f"carry-{new.urn}"), Option("No, leave it", "")),
        )
        raise question.with_lines(
            f"From {say_day(on)}. {_what_goes_along(work, new)}", *_meeting_lines(work, new, request)
        )
    carry_on(request.session, old, new, request.person, on, request.now)
    left = work.meetings if goes_to_an_academy(new) else ()
    return Message(
        f"{old.name} is carried on as URN {new.urn}",
        (
            f"From {say_day(on)}: {new.name}, {where(new)}.",
            _what_goes_along(work, new),
            *_meeting_lines(work, new, request),
            f"What has happened so far stays with URN {old.urn}; the timeline shows both.",
        ),
        buttons=(
            *(Button(f"Cancel {one.ref}", _cancel(one)) for one in left[:MOST_BUTTONS]),
            Button("School card", f"school {new.urn}"),
        ),
    )


def carry_on_buttons(request: Request, school: School) -> tuple[Button, ...]:
    """For the card of a school: the question whether to carry it on, or to carry another on as it; for one that is
    carried on, the way to the card of the school that came after.
    """
    carried = succession_from(request.session, request.team.id, school.id)
    if carried is not None:
        new = request.session.get_one(School, carried.to_school_id)
        return (Button(f"Card of URN {new.urn}", f"school {new.urn}"),)
    if not request.roles & CARRIERS:
        return ()
    found = successors_of(request.session, school)
    if found:
        label = f"Carry on as {found[0].urn}?" if len(found) == 1 else "Carry on as ...?"
        return (Button(label, f"school carry on {school.urn}"),)
    waiting = _waiting_for(request, school)
    return (Button(f"Carry on {waiting[0].urn} here?", f"school carry on {waiting[0].urn}"),) if waiting else ()


def carried_on_line(request: Request, school: School) -> tuple[str, ...]:
    """For the card of a school that the team carries on as another: as which, and from when."""
    carried = succession_from(request.session, request.team.id, school.id)
    new = request.session.get(School, carried.to_school_id) if carried else None
    return (f"Carried on as {new.name}, URN {new.urn}, from {say_day(carried.on)}.",) if carried and new else ()


def comes_after_line(request: Request, school: School) -> tuple[str, ...]:
    """For the card of a school: which schools it carries on, and which closed ones wait for that."""
    before = schools_before(request.session, request.team.id, school)
    lines = [f"Carries on: {', '.join(f'{one.name}, URN {one.urn}' for one in before)}."] if before else []
    lines += [
        f"{one.name}, URN {one.urn}, has become this school; what the team has open there is still there."
        for one in _waiting_for(request, school)
    ]
    return tuple(lines)


def _waiting_for(request: Request, school: School) -> list[School]:
    """The closed schools that this one comes after, that are not carried on yet, and where the team has open work."""
    today = london_day(request.now)
    return [
        one
        for one in predecessors_of(request.session, school)
        if _is_free(request, one) and open_work_at(request.session, request.team.id, one, today).is_any
    ]


def _both(request: Request, school: School, successor: School | None) -> tuple[School, School]:
    """The old school and the new one. A name often means the new one, which is open; then its predecessor is meant."""
    successors = successors_of(request.session, school)
    if successor is None and not successors and school.is_open:
        before = [one for one in predecessors_of(request.session, school) if _is_free(request, one)]
        if len(before) == 1:
            return before[0], school
        if before:
            raise Question(
                f"{school.name}, URN {school.urn}, comes after {len(before)} schools. Which one shall it carry on?",
                asks="school",
                options=tuple(Option(f"{one.name} ({where(one)})", f"URN {one.urn}") for one in before[:8]),
            )
        raise Refused(
            f"{school.name}, URN {school.urn}, is open, and no school that it carries on is waiting. With two URNs: "
            f"school carry on 104196 as {school.urn}"
        )
    if not _is_free(request, school):
        raise Refused(f"{carried_on_line(request, school)[0]} “undo” takes that back for ten minutes.")
    if successor is not None:
        return school, _checked(school, successor)
    if len(successors) > 1:
        raise Question(
            f"{len(successors)} schools come after {school.name}, URN {school.urn}. Which one?",
            asks="successor",
            options=tuple(Option(f"{one.name} ({where(one)})", f"URN {one.urn}") for one in successors[:8]),
        )
    if not successors:
        raise Refused(
            f"I know no school that comes after {school.name}, URN {school.urn}. If you know it: "
            f"school carry on {school.urn} as 151524. Or an admin reads the links: rrp-bot links import FILE"
        )
    return school, successors[0]


def _is_free(request: Request, school: School) -> bool:
    return succession_from(request.session, request.team.id, school.id) is None


def _checked(old: School, new: School) -> School:
    if old.urn == new.urn:
        raise Refused(f"That is one and the same school, URN {old.urn}. For example: school carry on 104196 as 151524")
    if not new.is_open:
        raise Refused(f"{new.name}, URN {new.urn}, is {new.standing}, so nothing can be carried on there.")
    return new


def _what_goes_along(work: OpenWork, new: School) -> str:
    moved = () if goes_to_an_academy(new) else work.meetings
    counts = (
        (work.actions, "open action", "open actions"),
        (work.visits, "planned visit", "planned visits"),
        (work.plans, "open plan", "open plans"),
        (moved, "meeting to come", "meetings to come"),
        (work.contacts, "contact", "contacts"),
        (work.aliases, "short form", "short forms"),
    )
    said = [f"{len(rows)} {one if len(rows) == 1 else many}" for rows, one, many in counts if rows]
    if work.adviser is not None:
        said.append(f"{work.adviser.name} as adviser")
    return f"Goes along: {', '.join(said)}." if said else "Nothing is open there."


def _meeting_lines(work: OpenWork, new: School, request: Request) -> tuple[str, ...]:
    """The meetings that an academy has no duty to: they are listed, and somebody decides."""
    if not work.meetings or not goes_to_an_academy(new):
        return ()
    kinds = {kind.key: kind.short for kind in request.framework.meeting_kinds}
    said = "; ".join(f"{m.ref}, {kinds.get(m.kind, m.kind)}, {say_moment(m.starts_at)}" for m in work.meetings)
    return (f"Still booked for the maintained school, to be cancelled or held: {said}.",)


def _cancel(meeting: Meeting) -> str:
    return f"meeting cancel {meeting.ref} because the school is an academy now"


COMMAND = Command(
    name="school carry on",
    help="Carry a closed school on as the one that comes after it.",
    example="school carry on 104196",
    fields=(
        Field("successor", "As which school?", ASchool("successor"), required=False, help="151524", opening="as"),
        THE_SCHOOL,
    ),
    allowed=CARRIERS,
    run=school_carried_on,
    says=("school carry-on", "school successor"),
)
