"""Governance ratings from the team's own spreadsheet: URN or school, rating, date, recommendations."""

from __future__ import annotations

from pathlib import Path

from policy.refused import Refused
from policy.saying import say_day
from storage.governance import GovernanceRating, ratings_of
from storage.imports.desk import A_SCHOOL, SCHOOL, URN, Desk
from storage.imports.line_by_line import report_on, taken_in
from storage.imports.line_report import Fate, FileReport, LineReport
from storage.imports.sheets import Column, Line, read_sheet
from storage.marks import add_mark

COLUMNS = (
    URN,
    SCHOOL,
    Column("rating", ("Rating", "RAG", "RAG rating", "Governance RAG", "Governance rating", "Judgement")),
    Column("date", ("Date", "Audited", "Audit date", "Date of audit", "Audited on", "Date rated")),
    Column("words", ("Recommendations", "Recommendation", "Comments", "Comment", "Notes")),
)
_SHORT = {"r": "red", "a": "amber", "g": "green", "yellow": "amber"}


def import_governance(desk: Desk, path: Path, *, dry_run: bool = False) -> FileReport:
    """Store what the file says of each school that is not on record yet; the caller has begun the change and commits.

    The same file again changes nothing. Raises Refused when the file as a whole cannot be read, or when the council's
    documents ask for no audit. Source: V3-11.
    """
    if desk.framework.governance_audit is None:
        raise Refused(f"{desk.framework.strategy} asks for no audit of governance.")
    sheet = read_sheet(path, COLUMNS, (A_SCHOOL, ("rating",)))
    lines = taken_in(desk.session, sheet, lambda line: _take_in(desk, line), dry_run=dry_run)
    return report_on(sheet, lines, (), dry_run=dry_run)


def _take_in(desk: Desk, line: Line) -> LineReport:
    school = desk.school(line)
    audit = desk.framework.governance_audit
    assert audit is not None
    said = line.words("rating").casefold()
    rating = _SHORT.get(said, said)
    if not rating:
        return LineReport(line.number, Fate.UNCHANGED, f"{school.name}: the line has no rating")
    if rating not in audit.ratings:
        raise Refused(f"“{said[:20]}” is no rating; there are: {', '.join(audit.ratings)}")
    cell = line.cells.get("date")
    day = desk.day(cell, "Date") if cell is not None else desk.today
    if day > desk.today:
        raise Refused(f"the audit of {say_day(day)} is to come; mend the date")
    known = ratings_of(desk.session, desk.team.id, school.id)
    if any(one.audited_on == day or (cell is None and one.rating == rating) for one in known):
        return LineReport(line.number, Fate.UNCHANGED, "")
    desk.session.add(
        GovernanceRating(
            team_id=desk.team.id,
            school_id=school.id,
            rating=rating,
            audited_on=day,
            recommendations=line.words("words") or None,
            rated_by_id=desk.entered_by.id,
        )
    )
    for duty in desk.framework.duties:
        if duty.done_by == "governance-audit":
            add_mark(desk.session, desk.team.id, school.id, duty.key, day, None, desk.entered_by.id, desk.now)
    assumed = "" if cell is not None else " (no date in the file)"
    return LineReport(line.number, Fate.STORED, f"{school.name}: {rating}, {say_day(day)}{assumed}.")
