"""A team's settings, calendar or cover have changed: its open rows are put to their rules again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.actions import Action, ActionState
from storage.categories import Categorisation, CategoryState
from storage.escalations import Escalation, EscalationState
from storage.governance import GovernanceRating
from storage.meetings import Meeting, MeetingState
from storage.ofsted_calls import OfstedCall
from storage.plans import Plan, PlanState
from storage.teams import Team
from storage.visits import Visit, VisitState

_OVER = (VisitState.ATTEMPTED, VisitState.CANCELLED)


def look_at_digests_again(session: Session, team_id: int, now: datetime) -> None:
    """Let the digests of a team be asked about at the next tick: somebody wants theirs at another time."""
    session.flush()
    session.execute(update(Team).where(Team.id == team_id).values(next_look_at=now))


def look_at_team_again(session: Session, team_id: int, now: datetime) -> None:
    """Let the rules be asked at the next tick about all that is open in a team: visits, actions, meetings and the rest.

    Rows whose rules had nothing more to say are asked too: under other hours they may.
    """
    session.flush()
    open_rows = (
        update(Visit).where(
            Visit.team_id == team_id,
            Visit.state.not_in(_OVER),
            Visit.note_sent_at.is_(None),
            Visit.excused_at.is_(None),
        ),
        update(Action).where(Action.team_id == team_id, Action.state == ActionState.OPEN),
        update(Meeting).where(
            Meeting.team_id == team_id,
            Meeting.state != MeetingState.CANCELLED,
            Meeting.minutes_sent_at.is_(None),
        ),
        update(Plan).where(Plan.team_id == team_id, Plan.state == PlanState.OPEN),
        update(GovernanceRating).where(GovernanceRating.team_id == team_id, GovernanceRating.final_on.is_(None)),
        update(OfstedCall).where(OfstedCall.team_id == team_id, OfstedCall.cancelled_because.is_(None)),
        update(Escalation).where(Escalation.team_id == team_id, Escalation.state == EscalationState.OPEN),
        update(Categorisation).where(
            Categorisation.team_id == team_id, Categorisation.state != CategoryState.WITHDRAWN
        ),
    )
    for rows in open_rows:
        session.execute(rows.values(next_look_at=now), execution_options={"synchronize_session": False})
