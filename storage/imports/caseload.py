"""A team's caseload from its own spreadsheet: advisers, contacts and the next meeting of each school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from policy.categories import Category
from policy.refused import Refused
from policy.saying import LONDON, london, london_day, say_day, say_moment
from storage.advisers import attach, turns_at
from storage.categories import Categorisation, CategoryState, categories_of_school
from storage.imports.desk import A_SCHOOL, SCHOOL, URN, Desk
from storage.imports.line_by_line import report_on, taken_in
from storage.imports.line_report import Fate, FileReport, LineReport
from storage.imports.sheets import Column, Line, read_sheet
from storage.meetings import MeetingState, meetings_of_school
from storage.schools import Contact, ContactRole, School, contacts_of

_EMAILS = ("E-mail", "Email address", "Email", "E-mail address", "Contact e-mail", "Email contact")
_ROLES: dict[ContactRole, tuple[str, ...]] = {
    ContactRole.HEAD: (
        *("Head teacher", "Headteacher", "Head", "HT", "Head teacher name", "Headteacher name", "Head name", "HT name"),
        *("Name of head teacher", "Name of headteacher", "Principal", "Head teacher/Principal"),
    ),
    ContactRole.CHAIR_OF_GOVERNORS: (
        *("Chair of governors", "CoG", "Chair of Govs", "Chair of governing body", "Chair of governing board"),
        *("Chair of governors name", "CoG name", "Name of chair of governors", "Governors chair"),
    ),
    ContactRole.CLERK_TO_GOVERNORS: (
        *(
            "Clerk to governors",
            "Clerk",
            "Clerk to the governors",
            "Clerk to governors name",
            "Governance professional",
        ),
        *("Clerk name", "Name of clerk"),
    ),
}


def _contact_columns() -> Iterator[Column]:
    for role, names in _ROLES.items():
        own = (*(f"{name} {mail}" for name in names for mail in _EMAILS), *(f"E-mail of {name}" for name in names))
        yield Column(role.value, names)
        yield Column(f"{role.value} e-mail", own, after=role.value, beside=_EMAILS)


COLUMNS = (
    URN,
    SCHOOL,
    *_contact_columns(),
    Column("category", ("Category", "Support category", "Band", "Level of support", "Support level", "LA category")),
    Column("since", ("Since", "In category since", "From", "Start date", "Date from")),
    Column(
        "adviser",
        (
            *(
                "Adviser",
                "Advisor",
                "Attached adviser",
                "Link adviser",
                "School improvement adviser",
                "SIA",
                "IA",
                "SIP",
            ),
            *("Improvement adviser", "Improvement advisor", "School improvement advisor", "LaMA", "Link officer"),
            *("Attached advisor", "Link advisor", "Lead adviser", "School improvement partner", "SIP"),
        ),
    ),
    Column("adviser since", ("Adviser since", "Adviser from", "Attached since", "Attached from")),
    Column(
        "meeting",
        (
            *("Next meeting", "Next meeting date", "Date of next meeting", "Next SIB", "Next TAS", "Next board"),
            *("Next IRM", "Meeting date", "Next SIB date", "Next TAS date", "Date of next SIB", "Date of next TAS"),
        ),
    ),
    Column("time", ("Time of next meeting", "Next meeting time", "Meeting time", "Time"), after="meeting"),
    Column(
        "kind",
        ("Kind of meeting", "Meeting type", "Type of meeting", "Meeting kind", "Next meeting type"),
        after="meeting",
        beside=("Type", "Kind"),
    ),
)
WHAT_A_LINE_SAYS = (
    "category",
    "adviser",
    *(role.value for role in _ROLES),
    *(f"{role.value} e-mail" for role in _ROLES),
    "meeting",
)
USUAL_HOUR = time(16, 0)
"""When a meeting begins whose time the file does not say: ours, and said in the report."""

ON_RECORD = (CategoryState.IN_FORCE, CategoryState.PROPOSED)
_EMAIL = re.compile(r"(?:.*<)?(?:mailto:)?([^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]+)>?", re.IGNORECASE)


def import_caseload(desk: Desk, path: Path, *, dry_run: bool = False) -> FileReport:
    """Store what the file says of each school that is not on record yet; the caller has begun the change and commits.

    The same file again changes nothing. Raises Refused when the file as a whole cannot be read.
    """
    sheet = read_sheet(path, COLUMNS, (A_SCHOOL, WHAT_A_LINE_SAYS))
    seen: dict[int, int] = {}
    lines = taken_in(desk.session, sheet, lambda line: _take_in(desk, line, seen), dry_run=dry_run)
    return report_on(sheet, lines, (), dry_run=dry_run)


def _take_in(desk: Desk, line: Line, seen: dict[int, int]) -> LineReport:
    school = desk.school(line)
    if school.urn in seen:
        raise Refused(f"{school.name}, URN {school.urn}, is on line {seen[school.urn]} already; put both together")
    done = [
        *_category(desk, school, line),
        *_adviser(desk, school, line),
        *_contacts(desk, school, line),
        *_meeting(desk, school, line),
    ]
    seen[school.urn] = line.number
    if not done:
        nothing = "" if line.cells.keys() & set(WHAT_A_LINE_SAYS) else f"{school.name}: the line says nothing to keep"
        return LineReport(line.number, Fate.UNCHANGED, nothing)
    return LineReport(line.number, Fate.STORED, f"{school.name}: {'; '.join(done)}.")


def _category(desk: Desk, school: School, line: Line) -> Iterator[str]:
    """The category that a school has had since a day: it was told long ago, so it is in force and owes no letter.

    A record that knows better is left alone: what differs is refused.
    """
    if not (said := line.words("category")):
        return
    category = _category_called(desk, said)
    since = desk.day(cell, "Since") if (cell := line.cells.get("since")) is not None else None
    if since is not None and since > desk.today:
        raise Refused(f"{category.name} since {say_day(since)}, which is to come; mend the day")
    if category.schools not in {"all", "academy" if school.is_academy else "maintained"}:
        raise Refused(f"{category.name} is not for {'academies' if school.is_academy else 'maintained schools'}")
    known = [one for one in categories_of_school(desk.session, desk.team.id, school.id) if one.state in ON_RECORD]
    if any(one.category == category.key for one in known):
        return
    if known:
        name = next((one.name for one in desk.framework.categories if one.key == known[0].category), known[0].category)
        raise Refused(f"{name} is on record already; to change it: category propose {school.urn} {category.short}")
    desk.session.add(
        Categorisation(
            team_id=desk.team.id,
            school_id=school.id,
            category=category.key,
            state=CategoryState.IN_FORCE,
            from_on=since or desk.today,
            because="Taken over from the team's own file",
            proposed_by_id=desk.entered_by.id,
            proposed_at=desk.now,
            next_look_at=desk.now,
        )
    )
    yield f"{category.name} since {say_day(since or desk.today)}{'' if since else ' (no day in the file)'}"


def _category_called(desk: Desk, said: str) -> Category:
    wanted = " ".join(said.casefold().split())
    for category in desk.framework.categories:
        if wanted in {word.casefold() for word in (category.key, category.name, category.short, *category.says)}:
            return category
    known = ", ".join(category.short for category in desk.framework.categories) or "none"
    raise Refused(f"“{said[:40]}” is no {desk.framework.category_word}; there are: {known}")


def _adviser(desk: Desk, school: School, line: Line) -> Iterator[str]:
    if not (name := line.words("adviser")):
        return
    person = desk.adviser_called(name)
    turns = [turn for turn in turns_at(desk.session, desk.team.id, school.id) if _reaches(turn.until_on, desk.today)]
    if any(turn.person_id == person.id and turn.from_on <= desk.today for turn in turns):
        return
    from_on = _since(desk, line)
    if any(turn.from_on > from_on for turn in turns_at(desk.session, desk.team.id, school.id)):
        from_on = desk.today
    attach(desk.session, desk.team.id, school, person, from_on)
    yield f"adviser {person.name} from {say_day(from_on)}"


def _reaches(until_on: date | None, day: date) -> bool:
    return until_on is None or until_on >= day


def _since(desk: Desk, line: Line) -> date:
    """Since when the adviser is attached; the column “Since” is the category's where the line has one."""
    since = () if line.words("category") else (("since", "Since"),)
    for column, heading in (("adviser since", "Adviser since"), *since):
        if (cell := line.cells.get(column)) is not None:
            return min(desk.day(cell, heading), desk.today)
    return desk.today


def _contacts(desk: Desk, school: School, line: Line) -> Iterator[str]:
    serving = contacts_of(desk.session, desk.team.id, school.id, desk.today)
    for role in _ROLES:
        name, said = line.words(role.value)[:120], line.words(f"{role.value} e-mail")
        email = _email(said, role) if said else None
        if email is None and (found := _EMAIL.fullmatch(name)):
            name, email = name.partition("<")[0].strip() if "<" in name else "", found[1]
        before = next((one for one in reversed(serving) if one.role == role), None)
        if not name and not email:
            continue
        if before is not None and (not name or _same(before.name, name)):
            if email and email != before.email:
                before.email = email
                yield f"{role} {before.name}, {email}"
            continue
        _replace(desk, school, before, role, name or role.capitalize(), email)
        yield f"{role} {name or 'without a name'}{f', {email}' if email else ', no e-mail address'}"


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().replace(".", " ").split()) == " ".join(other.casefold().replace(".", " ").split())


def _email(text: str, role: ContactRole) -> str:
    match = _EMAIL.fullmatch(text)
    if match is None or len(match[1]) > 254:
        raise Refused(
            f"the e-mail address of the {role} is “{text[:60]}”, which is none; one address works: head@oldhall.example"
        )
    return match[1]


def _replace(
    desk: Desk, school: School, before: Contact | None, role: ContactRole, name: str, email: str | None
) -> None:
    if before is not None and before.from_on == desk.today:
        desk.session.delete(before)
    elif before is not None:
        before.until_on = desk.today - timedelta(days=1)
    desk.session.add(
        Contact(
            team_id=desk.team.id,
            school_id=school.id,
            role=role,
            name=name,
            email=email,
            from_on=desk.today,
            added_at=desk.now,
        )
    )


def _meeting(desk: Desk, school: School, line: Line) -> Iterator[str]:
    if (cell := line.cells.get("meeting")) is None:
        return
    kind = _kind(desk, line.words("kind"))
    starts_at, assumed = _start(desk, line, desk.moment(cell, "Next meeting"))
    day = london_day(starts_at)
    for meeting in meetings_of_school(desk.session, desk.team.id, school.id):
        same = meeting.kind == kind and meeting.state != MeetingState.CANCELLED
        if same and london_day(meeting.starts_at) == day:
            return
    if starts_at < desk.now:
        raise Refused(f"the next meeting, {say_moment(starts_at)}, has passed; empty the cell or mend it")
    booked = desk.book(school, kind, starts_at)
    short = desk.framework.meeting_kind(kind).short
    yield f"{booked.ref}, {short} on {say_moment(starts_at)}{assumed}"


def _kind(desk: Desk, said: str) -> str:
    kinds = desk.framework.meeting_kinds
    if not said:
        return kinds[0].key
    for kind in kinds:
        if said.casefold() in {kind.key, kind.name.casefold(), kind.short.casefold(), *map(str.casefold, kind.says)}:
            return kind.key
    raise Refused(f"“{said[:40]}” is no kind of meeting; there are: {', '.join(kind.short for kind in kinds)}")


def _start(desk: Desk, line: Line, when: date) -> tuple[datetime, str]:
    if isinstance(when, datetime):
        return london(when), ""
    if said := line.words("time"):
        with_time = desk.moment(f"{when:%d/%m/%Y} {said}", "Time")
        if not isinstance(with_time, datetime):
            raise Refused(f"“{said[:20]}” is no time; write it like 16:00")
        return london(with_time), ""
    return datetime.combine(when, USUAL_HOUR, LONDON), f" (no time in the file: {USUAL_HOUR:%H:%M} assumed)"
