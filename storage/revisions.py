"""Messages that stand on a platform and say what is no longer so: they are to be brought up to date in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base, Instant, TeamOwned
from storage.destinations import Destination
from storage.outbox import OutboxRow, OutboxState

KEPT_UP_TO_DATE_FOR = timedelta(days=14)
"""An older message stays as it was said."""


class Revision(TeamOwned, Base):
    """One message to bring up to date, by the outbox row that it was sent for.

    `wanted_at` changes when it is wanted once more; `not_before` is also the lease of whoever is at it.
    """

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), unique=True)
    wanted_at: Mapped[Instant]
    not_before: Mapped[Instant] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)


def want_revision(session: Session, team_id: int, outbox_id: int, now: datetime) -> None:
    """Let the message of this outbox row be brought up to date at the next tick."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    wanted = dialect.insert(Revision).values(
        team_id=team_id, outbox_id=outbox_id, wanted_at=now, not_before=now, tries=0
    )
    again = {"wanted_at": now, "not_before": now, "tries": 0}
    session.execute(wanted.on_conflict_do_update(index_elements=["outbox_id"], set_=again))


def messages_about(
    session: Session, team_id: int, rules: Sequence[str], about_id: int, doors: Sequence[str], now: datetime
) -> Sequence[tuple[int, str, str]]:
    """The messages about a row that stand at these doors: the outbox row that leads each, its door, its id."""
    query = (
        select(OutboxRow.together_with, Destination.door, OutboxRow.platform_id)
        .join(Destination, Destination.id == OutboxRow.destination_id)
        .where(
            OutboxRow.team_id == team_id,
            OutboxRow.about_id == about_id,
            OutboxRow.rule.in_(rules),
            OutboxRow.state == OutboxState.SENT,
            OutboxRow.settled_at > now - KEPT_UP_TO_DATE_FOR,
            OutboxRow.together_with.is_not(None),
            OutboxRow.platform_id.is_not(None),
            Destination.door.in_(doors),
        )
        .distinct()
    )
    return [(head, door, mark) for head, door, mark in session.execute(query) if head is not None and mark is not None]


def digest_of_the_day(
    session: Session, team_id: int, receiver: str, topic: str, on: date, doors: Sequence[str]
) -> int | None:
    """The outbox row of the digest that one receiver was sent on a day and that stands at one of these doors."""
    query = (
        select(OutboxRow.id)
        .join(Destination, Destination.id == OutboxRow.destination_id)
        .where(
            OutboxRow.team_id == team_id,
            OutboxRow.receiver == receiver,
            OutboxRow.topic == topic,
            OutboxRow.occasion_on == on,
            OutboxRow.state == OutboxState.SENT,
            OutboxRow.platform_id.is_not(None),
            Destination.door.in_(doors),
        )
        .order_by(OutboxRow.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def revisions_due(session: Session, now: datetime, limit: int) -> Sequence[Revision]:
    """Messages of all teams to bring up to date now, the longest waiting first; locked."""
    due = select(Revision).where(Revision.not_before <= now).order_by(Revision.not_before, Revision.id).limit(limit)
    return session.scalars(due.with_for_update(skip_locked=True).execution_options(all_teams=True)).all()


def revised(session: Session, revision_id: int, wanted_at: datetime) -> None:
    """The message is up to date, unless it was wanted once more meanwhile."""
    done = delete(Revision).where(Revision.id == revision_id, Revision.wanted_at == wanted_at)
    session.execute(done, execution_options={"all_teams": True, "synchronize_session": False})


def sent_together(session: Session, team_id: int, head_id: int) -> Sequence[OutboxRow]:
    """The rows that one message carried when it was sent, in the order in which it said them."""
    sent = select(OutboxRow).where(
        OutboxRow.team_id == team_id, OutboxRow.together_with == head_id, OutboxRow.state == OutboxState.SENT
    )
    return session.scalars(sent.order_by(OutboxRow.not_before, OutboxRow.id)).all()
