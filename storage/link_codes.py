"""Codes that join two doors: asked for where a person is known, typed where they are not yet.

A code is shown once and kept only as a salted hash; it serves once, within a quarter of an hour.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from storage.base import Audited, Base, Instant, TeamOwned
from storage.people import Identity, Person

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No 0 and O, no 1, I and L: nothing that looks like something else."""
LENGTH = 8
SERVES_FOR = timedelta(minutes=15)
WRONG_CODES = 5
LOCKED_FOR = timedelta(hours=1)


class LinkCode(TeamOwned, Audited, Base):
    """One code that waits to be typed on the other door; the row goes when it has been."""

    __tablename__ = "link_code"
    unaudited: ClassVar[frozenset[str]] = frozenset({"id", "salt", "digest"})

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant] = mapped_column(index=True)
    person: Mapped[Person] = relationship(lazy="raise")


class WrongCodes(Base):
    """How often somebody at a door has typed a code that was none, and until when no more are heard."""

    __tablename__ = "wrong_code"
    __table_args__ = (UniqueConstraint("door", "workspace", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    door: Mapped[str] = mapped_column(String(20))
    workspace: Mapped[str] = mapped_column(String(60))
    user: Mapped[str] = mapped_column(String(160))
    times: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[Instant]
    locked_until: Mapped[Instant | None]


def new_link_code(session: Session, person: Person, now: datetime) -> str:
    """A fresh code for a person, as they read it; any earlier one of theirs serves no longer."""
    for earlier in session.scalars(
        select(LinkCode).where(LinkCode.team_id == person.team_id, LinkCode.person_id == person.id)
    ):
        session.delete(earlier)
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    salt = secrets.token_hex(16)
    session.add(
        LinkCode(
            team_id=person.team_id,
            person_id=person.id,
            salt=salt,
            digest=_digest(salt, code),
            made_at=now,
            expires_at=now + SERVES_FOR,
        )
    )
    return code


def code_of_text(text: str) -> str:
    """A code as somebody types it, brought to its form: capitals, no blanks and dashes."""
    return "".join(character for character in text.upper() if character.isalnum())


def matching_code(session: Session, code: str, now: datetime) -> LinkCode | None:
    """The waiting code of any team that this is, with its person; every waiting one is compared in full."""
    found = None
    for waiting in _waiting(session, now):
        if hmac.compare_digest(waiting.digest, _digest(waiting.salt, code_of_text(code))):
            found = waiting
    return found if found is not None and found.person.left_at is None else None


def _waiting(session: Session, now: datetime) -> Sequence[LinkCode]:
    query = select(LinkCode).where(LinkCode.expires_at > now).order_by(LinkCode.id).options(joinedload(LinkCode.person))
    return session.scalars(query.execution_options(all_teams=True, populate_existing=True)).all()


def _digest(salt: str, code: str) -> str:
    return hashlib.sha256(f"{salt}{code}".encode()).hexdigest()


def wrong_codes_of(session: Session, door: str, workspace: str, user: str) -> WrongCodes | None:
    """What this user of a door has typed wrongly so far."""
    return session.scalars(
        select(WrongCodes).where(WrongCodes.door == door, WrongCodes.workspace == workspace, WrongCodes.user == user)
    ).one_or_none()


def count_wrong_code(session: Session, door: str, workspace: str, user: str, now: datetime) -> WrongCodes:
    """Count one more code that was none; after five no more are heard for an hour. An hour's pause begins anew."""
    count = wrong_codes_of(session, door, workspace, user)
    if count is None:
        count = WrongCodes(door=door, workspace=workspace, user=user, times=0, last_at=now)
        session.add(count)
    if now - count.last_at > LOCKED_FOR or (count.locked_until is not None and count.locked_until <= now):
        count.times, count.locked_until = 0, None
    count.times, count.last_at = count.times + 1, now
    if count.times >= WRONG_CODES:
        count.locked_until = now + LOCKED_FOR
    session.flush()
    return count


def forget_wrong_codes(session: Session, door: str, workspace: str, user: str) -> None:
    """The right code was typed: nothing is held against this user."""
    session.execute(
        delete(WrongCodes).where(WrongCodes.door == door, WrongCodes.workspace == workspace, WrongCodes.user == user)
    )


def identities_at(session: Session, door: str, workspace: str, user: str) -> Sequence[Identity]:
    """Everybody for whom this user of a door stands: one person in each team."""
    query = select(Identity).where(Identity.door == door, Identity.workspace == workspace, Identity.user == user)
    return session.scalars(query.order_by(Identity.id)).all()


def identity_at(session: Session, person_id: int, door: str) -> Identity | None:
    """Who a person is on a door, the latest where there are several."""
    query = select(Identity).where(Identity.person_id == person_id, Identity.door == door)
    return session.scalars(query.order_by(Identity.id.desc()).limit(1)).one_or_none()


def identities_of(session: Session, person_id: int) -> Sequence[Identity]:
    """Every door at which a person is known."""
    return session.scalars(select(Identity).where(Identity.person_id == person_id).order_by(Identity.id)).all()
