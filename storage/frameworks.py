"""The strategy that a team works by: one that is shipped, or a file of its own that is kept in the record."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator

from sqlalchemy import String, Text, distinct, func, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from policy.framework import Framework, load_framework, read_framework
from policy.refused import Refused
from storage.base import Audited, Base, TeamOwned
from storage.categories import Categorisation, CategoryState
from storage.escalations import Escalation
from storage.marks import Mark
from storage.meetings import Meeting
from storage.plans import Plan
from storage.teams import Team
from storage.time_entries import TimeEntry
from storage.visits import Visit

_READ: dict[str, Framework] = {}
"""Own files that this process has read, by their hash: a file does not change under its hash."""


class OwnFramework(TeamOwned, Audited, Base):
    """The text of a team's own framework file, under the hash that the team names."""

    __tablename__ = "own_framework"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    text: Mapped[str] = mapped_column(Text)


def framework_of(session: Session, team: Team) -> Framework:
    """The strategy of a team. Raises Refused when its file does not hold."""
    if team.framework_sha256 is None:
        return load_framework(team.framework)
    if team.framework_sha256 not in _READ:
        query = select(OwnFramework.text).where(
            OwnFramework.team_id == team.id, OwnFramework.sha256 == team.framework_sha256
        )
        text = session.scalars(query.limit(1)).one_or_none()
        if text is None:
            raise Refused(f"The framework file of {team.name} is not in the record. Give it again: framework use")
        _READ[team.framework_sha256] = read_framework(text, team.framework)
    return _READ[team.framework_sha256]


def work_by(session: Session, team: Team, framework: Framework, text: str | None) -> None:
    """Let a team work by another strategy from now on: by a shipped one, or by its own file's `text`.

    Raises Refused as `check_fits` does.
    """
    check_fits(session, team, framework)
    team.framework, team.framework_sha256 = framework.key, None
    if text is not None:
        team.framework_sha256 = hashlib.sha256(text.encode()).hexdigest()
        session.add(OwnFramework(team_id=team.id, sha256=team.framework_sha256, text=text))
    session.flush()


def check_fits(session: Session, team: Team, framework: Framework) -> None:
    """Whether a team can work by a strategy.

    Raises Refused where the file is for schools of another council, or lacks a key under which the team's record has
    work: that work could not be shown any more.
    """
    if framework.la_code != team.la_code:
        raise Refused(
            f"{framework.council} has the local authority's code {framework.la_code}; the schools of {team.name} have "
            f"{team.la_code}. Mend la_code in the file."
        )
    if lacking := list(_lacking(session, team.id, framework)):
        raise Refused(f"The record of {team.name} has {'; '.join(lacking)}. Keep these keys in the file.")


def _lacking(session: Session, team_id: int, framework: Framework) -> Iterator[str]:
    """What the record has under keys that a framework does not know: `12 visits of the kind “core-call”`."""
    lines = framework.allocation.lines if framework.allocation else ()
    used: tuple[tuple[str, InstrumentedAttribute[str], Collection[str]], ...] = (
        ("visits of the kind", Visit.kind, {one.key for one in framework.visit_kinds}),
        ("meetings of the kind", Meeting.kind, {one.key for one in framework.meeting_kinds}),
        ("plans of the kind", Plan.kind, {one.key for one in framework.plan_kinds}),
        ("schools in the category", Categorisation.category, {one.key for one in framework.categories}),
        ("papers of the duty", Mark.duty, {one.key for one in framework.duties}),
        ("concerns on the route", Escalation.route, {one.key for one in framework.escalations}),
        ("entries of time on the line", TimeEntry.line, {one.key for one in lines}),
    )
    for what, column, known in used:
        owner = column.class_
        query = select(column, func.count(distinct(owner.id))).where(owner.team_id == team_id, column.not_in(known))
        if owner is Categorisation:
            query = query.where(Categorisation.state != CategoryState.WITHDRAWN)
        for key, many in session.execute(query.group_by(column).order_by(column)):
            yield f"{many} {what} “{key}”"
