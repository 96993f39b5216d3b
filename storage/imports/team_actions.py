"""A team's actions from its own spreadsheet: what, who, by when, how it goes; done ones come as history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from policy.refused import Refused
from policy.saying import LONDON, say_day
from storage.actions import Action, ActionState, Rag, Side, actions_of_school
from storage.advisers import adviser_of
from storage.imports.desk import A_SCHOOL, SCHOOL, URN, Desk
from storage.imports.line_by_line import report_on, taken_in
from storage.imports.line_report import Fate, FileReport, LineReport
from storage.imports.sheets import Column, Line, read_sheet
from storage.people import Person
from storage.plans import Plan, PlanState, Priority, plans_of_school
from storage.references import next_reference
from storage.schools import Contact, School

COLUMNS = (
    URN,
    SCHOOL,
    Column(
        "text",
        (
            *(
                "Action",
                "Actions",
                "Agreed action",
                "Agreed actions",
                "Action required",
                "Action agreed",
                "Action text",
            ),
            *("SCHOOL/LA actions", "School/LA action", "What", "Description", "Action description", "Task"),
        ),
    ),
    Column("success", ("Success criteria", "Success criterion", "Success measure", "Success measures", "Success")),
    Column("resources", ("Resources", "Resource", "Resources/cost", "Cost", "Costs")),
    Column(
        "who",
        (
            *("Who", "Lead", "By whom", "Led by", "Lead officer", "Lead person", "Responsible", "Person responsible"),
            *("Responsibility", "Owner", "Action owner", "Who leads"),
        ),
    ),
    Column(
        "due",
        (
            *("When", "Due", "Due date", "By when", "Deadline", "Time frame", "Timeframe", "Timescale", "Target date"),
            *("Due by", "Date due", "Completion date due", "Complete by"),
        ),
    ),
    Column("priority", ("Priority", "RRP priority", "Plan priority", "Priority number", "Priority no")),
    Column("side", ("Side", "School or LA", "School/LA", "Whose", "LA/School")),
    Column("status", ("Status", "State", "Progress status", "Action status", "Open/closed")),
    Column("rag", ("RAG", "RAG rating", "RAG status", "BRAG", "Rating", "BRAG rating")),
    Column("evidence", ("Evidence", "Evidence of completion", "Evidence/impact", "Impact", "Evidence of impact")),
    Column("done", ("Completed on", "Date completed", "Done on", "Closed on", "Date closed", "Completion date")),
)

_RAGS = {"red": Rag.RED, "r": Rag.RED, "amber": Rag.AMBER, "a": Rag.AMBER, "yellow": Rag.AMBER}
_RAGS |= {"green": Rag.GREEN, "g": Rag.GREEN}
_OPEN = frozenset({"open", "not started", "started", "in progress", "ongoing", "on going", "on track", "underway"})
_OPEN |= {"overdue", "new", "outstanding", "live", "active", "current", "to do", "at risk", "off track", "delayed"}
_DONE = frozenset({"done", "complete", "completed", "closed", "achieved", "met", "finished", "blue", "b", "yes"})
_DROPPED = frozenset({"dropped", "cancelled", "canceled", "no longer needed", "no longer required", "withdrawn"})
_SIDES = {"school": Side.SCHOOL, "la": Side.LA, "council": Side.LA, "local authority": Side.LA, "lea": Side.LA}
_SIDES |= {"both": Side.BOTH, "school la": Side.BOTH, "school and la": Side.BOTH, "la school": Side.BOTH}


@dataclass
class _Noted:
    """What is said once below the report."""

    without_evidence: int = 0
    of_no_plan: list[int] = field(default_factory=list)


def import_actions(desk: Desk, path: Path, *, dry_run: bool = False) -> FileReport:
    """Store the actions of the file that are not on record yet; the caller has begun the change and commits.

    An action is known by school, words and due day: the same file again changes nothing, and what has become of it
    here since stays. Raises Refused when the file as a whole cannot be read.
    """
    sheet = read_sheet(path, COLUMNS, (A_SCHOOL, ("text",), ("due",), ("who",)))
    noted = _Noted()
    lines = taken_in(desk.session, sheet, lambda line: _take_in(desk, line, noted), dry_run=dry_run)
    remarks = (
        f"{noted.without_evidence} actions came as done without evidence." if noted.without_evidence else None,
        f"Under no priority, as the school has no one open plan with it: line {', '.join(map(str, noted.of_no_plan))}."
        if noted.of_no_plan
        else None,
    )
    return report_on(sheet, lines, remarks, dry_run=dry_run)


def _take_in(desk: Desk, line: Line, noted: _Noted) -> LineReport:
    school = desk.school(line)
    text = _text(line)
    if "due" not in line.cells:
        raise Refused("no day by which it is due; write it like 12/11/2026")
    due_on = desk.day(line.cells["due"], "When")
    for known in actions_of_school(desk.session, desk.team.id, school.id):
        if known.due_on == due_on and plain_words(known.text) == plain_words(text):
            return LineReport(line.number, Fate.UNCHANGED, "")
    if not (who := line.words("who")):
        raise Refused("nobody leads it; fill in who: a colleague, HT, CoG, SENCo, or one of the council's services")
    lead = desk.lead_called(who, school)
    state, rag = _standing(line)
    side = _side(line)
    done_at = _done_at(desk, line) if state == ActionState.DONE else None
    plan, priority = _place(desk, school, line, noted)
    if state == ActionState.DONE and not line.text("evidence"):
        noted.without_evidence += 1
    action = _stored(desk, school, text, due_on, lead)
    action.success_criteria, action.resources = line.text("success"), line.text("resources")
    action.state, action.rag, action.side, action.evidence = state, rag, side, line.text("evidence")
    action.done_at = done_at
    if plan is not None:
        action.plan_id, action.plan, action.priority = plan.id, plan, priority
        action.priority_id = priority.id if priority else None
    stands = "" if state == ActionState.OPEN else f", {state}"
    return LineReport(
        line.number, Fate.STORED, f"{action.ref} at {school.name}: {action.lead_name}, due {say_day(due_on)}{stands}."
    )


def plain_words(text: str) -> str:
    """The words alone, by which two actions are the same."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _text(line: Line) -> str:
    text = line.text("text")
    if not text or not plain_words(text):
        raise Refused("no action: fill in what is to be done")
    if len(text) > 4_000:
        raise Refused(f"the action has {len(text):,} characters; 4,000 is the most")
    return text


def _standing(line: Line) -> tuple[ActionState, Rag | None]:
    """What the columns for status and RAG say; either may hold the other's words."""
    state, rag = ActionState.OPEN, None
    for column, heading in (("status", "Status"), ("rag", "RAG")):
        said = " ".join(re.sub(r"[^a-z ]", " ", line.words(column).casefold()).split())
        if said in _RAGS:
            rag = _RAGS[said]
        elif said in _DONE:
            state = ActionState.DONE
        elif said in _DROPPED:
            state = ActionState.DROPPED
        elif said and said not in _OPEN:
            raise Refused(
                f"“{heading}” is “{line.words(column)[:40]}”; what works: open, done, dropped, red, amber, green"
            )
    return (ActionState.DONE if "done" in line.cells and state == ActionState.OPEN else state), rag


def _side(line: Line) -> Side:
    said = plain_words(line.words("side"))
    if said and said not in _SIDES:
        raise Refused(f"“Side” is “{line.words('side')[:40]}”; what works: school, LA, both")
    return _SIDES.get(said, Side.BOTH)


def _done_at(desk: Desk, line: Line) -> datetime:
    """When it was done: at noon of the day the file gives, else now."""
    cell = line.cells.get("done")
    if cell is None:
        return desk.now
    day: date = desk.day(cell, "Completed on")
    if day > desk.today:
        raise Refused(f"it is done on {say_day(day)}, which is still to come; mend “Completed on”")
    return datetime.combine(day, time(12), LONDON)


def _place(desk: Desk, school: School, line: Line, noted: _Noted) -> tuple[Plan | None, Priority | None]:
    """The school's one open plan and the priority in it that the line names by number or words."""
    if not (said := line.words("priority")):
        return None, None
    plans = [p for p in plans_of_school(desk.session, desk.team.id, school.id) if p.state == PlanState.OPEN]
    found = list(_priorities(plans[0], said)) if len(plans) == 1 else []
    if len(found) != 1:
        noted.of_no_plan.append(line.number)
        return None, None
    return plans[0], found[0]


def _priorities(plan: Plan, said: str) -> Iterator[Priority]:
    number = re.match(r"(?:p|priority|no\.?|number)?\s*(\d{1,2})\b", said, re.IGNORECASE)
    for priority in plan.priorities:
        if priority.position == int(number[1]) if number else plain_words(priority.text) == plain_words(said):
            yield priority


def _stored(desk: Desk, school: School, text: str, due_on: date, lead: Person | Contact | str) -> Action:
    """A new action. Who raised it the file does not say: its lead where that is a colleague, who need not be told of
    it; else the adviser of the school, else whoever imports.
    """
    person = lead if isinstance(lead, Person) else None
    contact = lead if isinstance(lead, Contact) else None
    by = person or adviser_of(desk.session, desk.team.id, school.id, desk.today) or desk.entered_by
    action = Action(
        team_id=desk.team.id,
        number=next_reference(desk.session, desk.team.id, "actions"),
        school_id=school.id,
        school=school,
        text=text,
        due_on=due_on,
        lead_person_id=person.id if person else None,
        lead_person=person,
        lead_contact_id=contact.id if contact else None,
        lead_contact=contact,
        lead_service=lead if isinstance(lead, str) else None,
        moves=0,
        raised_by_id=by.id,
        raised_at=desk.now,
        notes=[],
    )
    desk.session.add(action)
    return action
