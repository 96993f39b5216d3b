"""A school that a team carries on as another: its academy, most often. One story over both, the open work moved.

Source: V3-12, a school that becomes an academy changes its URN; how the work goes on is ours.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from storage.actions import Action, actions_of_school
from storage.base import Audited, Base, Instant, TeamOwned
from storage.meetings import Meeting, meetings_of_school
from storage.plans import Plan, PlanState, plans_of_school
from storage.schools import School
from storage.visits import Visit, visits_to_school


class Succession(TeamOwned, Audited, Base):
    """A team carries one school on as another from a day."""

    __tablename__ = "succession"
    __table_args__ = (UniqueConstraint("team_id", "from_school_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    to_school_id: Mapped[int] = mapped_column(ForeignKey("school.id"), index=True)
    on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[Instant]
    from_school: Mapped[School] = relationship(lazy="raise", foreign_keys=[from_school_id])
    to_school: Mapped[School] = relationship(lazy="raise", foreign_keys=[to_school_id])


def succession_from(session: Session, team_id: int, school_id: int) -> Succession | None:
    """How the team carries this school on, if it does."""
    query = select(Succession).where(Succession.team_id == team_id, Succession.from_school_id == school_id)
    return session.scalars(query).one_or_none()


def line_of(session: Session, team_id: int, school_id: int) -> tuple[int, ...]:
    """The ids of a school and of the schools that the team carries on as it, directly or by way of others."""
    query = select(Succession.to_school_id, Succession.from_school_id).where(Succession.team_id == team_id)
    pairs = session.execute(query.order_by(Succession.on, Succession.id)).all()
    line = [school_id]
    for one in line:
        line += [old for new, old in pairs if new == one and old not in line]
    return tuple(line)


def visits_in_line(session: Session, team_id: int, school_id: int) -> list[Visit]:
    """The team's visits to a school and to those it carries on, the newest first, with school and people."""
    ids = line_of(session, team_id, school_id)
    found = [visit for one in ids for visit in visits_to_school(session, team_id, one)]
    return sorted(found, key=lambda visit: (visit.started_at, visit.id), reverse=True)


def actions_in_line(session: Session, team_id: int, school_id: int) -> list[Action]:
    """All actions of a school and of those it carries on, the newest first, with plan, lead and story."""
    ids = line_of(session, team_id, school_id)
    return sorted((a for one in ids for a in actions_of_school(session, team_id, one)), key=lambda action: -action.id)


def meetings_in_line(session: Session, team_id: int, school_id: int) -> list[Meeting]:
    """The team's meetings about a school and those it carries on, the newest first, with members and factors."""
    ids = line_of(session, team_id, school_id)
    found = [meeting for one in ids for meeting in meetings_of_school(session, team_id, one)]
    return sorted(found, key=lambda meeting: (meeting.starts_at, meeting.id), reverse=True)


def plans_in_line(session: Session, team_id: int, school_id: int) -> list[Plan]:
    """The team's plans of a school and of those it carries on, open ones first, the newest first."""
    ids = line_of(session, team_id, school_id)
    found = [plan for one in ids for plan in plans_of_school(session, team_id, one)]
    return sorted(found, key=lambda plan: (plan.state != PlanState.OPEN, -plan.number))
