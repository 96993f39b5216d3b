"""Which school carries on another: by the register's links, or by the same name in the same council."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from storage.inspections import SchoolLink
from storage.schools import School, Standing

MOST_STEPS = 8
"""How many times in a row a school may have been carried on, so that links in a circle come to an end."""


def successors_of(session: Session, school: School) -> Sequence[School]:
    """The schools on record that carry a school on, by name and URN; none for one that is open.

    By the links file where it knows any, a successor that has closed too giving way to its own; otherwise the one open
    school of the same name and council.
    """
    if school.standing != Standing.CLOSED and not _is_replaced(session, school):
        return ()
    linked = _at_the_end(session, school)
    return linked or _namesakes(session, school)


def predecessors_of(session: Session, school: School) -> Sequence[School]:
    """The closed schools on record that this one carries on, by name and URN, near ones only."""
    by_link = or_(
        and_(SchoolLink.link_urn == school.urn, SchoolLink.kind.startswith("Successor")),
        and_(SchoolLink.urn == school.urn, SchoolLink.kind.startswith("Predecessor")),
    )
    pairs = session.execute(select(SchoolLink.urn, SchoolLink.link_urn).where(by_link))
    urns = {urn for pair in pairs for urn in pair} - {school.urn}
    same_name = and_(School.name == school.name, School.la_code == school.la_code, School.standing == Standing.CLOSED)
    query = select(School).where(School.id != school.id, or_(School.urn.in_(urns), same_name))
    found = session.scalars(query.order_by(School.name, School.urn)).all()
    return [one for one in found if school in successors_of(session, one)]


def opened_on(session: Session, old: School, new: School, today: date) -> date:
    """From when the new school carries on: its opening day, else the day after the old one closed or that of the link,
    else today; never a day to come.
    """
    link = select(SchoolLink.on).where(SchoolLink.urn == old.urn, SchoolLink.link_urn == new.urn)
    after = old.closed_on + timedelta(days=1) if old.closed_on else None
    known = new.opened_on or after or session.scalars(link.order_by(SchoolLink.id)).first()
    return min(known or today, today)


def _is_replaced(session: Session, school: School) -> bool:
    """Whether the links name a successor of a school that an older register still calls open."""
    return bool(_next(session, [school.urn]))


def _at_the_end(session: Session, school: School) -> Sequence[School]:
    found: dict[int, School] = {}
    passed, urns = {school.urn}, [school.urn]
    for _step in range(MOST_STEPS):
        following = [one for one in _next(session, urns) if one.urn not in passed]
        passed.update(one.urn for one in following)
        found.update((one.urn, one) for one in following if one.standing != Standing.CLOSED)
        urns = [one.urn for one in following if one.standing == Standing.CLOSED]
        if not urns:
            break
    return sorted(found.values(), key=lambda one: (one.name, one.urn))


def _next(session: Session, urns: Sequence[int]) -> Sequence[School]:
    """The schools on record that the links name as successors of these, whichever of the two rows there is."""
    forward = select(SchoolLink.link_urn).where(SchoolLink.urn.in_(urns), SchoolLink.kind.startswith("Successor"))
    back = select(SchoolLink.urn).where(SchoolLink.link_urn.in_(urns), SchoolLink.kind.startswith("Predecessor"))
    query = select(School).where(or_(School.urn.in_(forward), School.urn.in_(back))).order_by(School.urn)
    return session.scalars(query).all()


def _namesakes(session: Session, school: School) -> Sequence[School]:
    if school.standing != Standing.CLOSED or school.la_code is None:
        return ()
    query = select(School).where(
        School.name == school.name,
        School.la_code == school.la_code,
        School.id != school.id,
        School.standing.in_((Standing.OPEN, Standing.CLOSING)),
    )
    found = session.scalars(query.order_by(School.urn)).all()
    return found if len(found) == 1 else ()
