"""`link CODE` from somebody whom no team knows at this door: the code says who it is."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy.orm import Session

from policy.refused import Refused
from policy.saying import say_time
from storage.audit import begin_change
from storage.destinations import used_destination
from storage.link_codes import (
    WRONG_CODES,
    count_wrong_code,
    forget_wrong_codes,
    identities_at,
    matching_code,
    wrong_codes_of,
)
from storage.people import Identity, Person

_LINK = re.compile(r"^\s*/?(?:rrp\s+)?/?link(?:@\w+)?\s+(\S.{3,40})$", re.IGNORECASE)


def code_in(text: str) -> str | None:
    """The code of a line such as `link ABCD-EFGH`; None for any other line."""
    match = _LINK.match(text)
    return match[1].strip() if match else None


def redeem(session: Session, code: str, door: str, workspace: str, user: str, now: datetime) -> Person | None:
    """Let a user of a door be the person for whom the code was made; the person, or None when the code is none.

    A wrong code is counted in this transaction, which must be committed for it. Raises Refused, without looking at the
    code, while this user is locked out. The code is gone afterwards.
    """
    count = wrong_codes_of(session, door, workspace, user)
    if count is not None and count.locked_until is not None and count.locked_until > now:
        raise Refused(_locked(count.locked_until))
    found = matching_code(session, code, now)
    if found is None:
        count_wrong_code(session, door, workspace, user, now)
        return None
    person = found.person
    begin_change(session, person.team_id, person.id, door, now)
    if matching_code(session, code, now) is None:  # somebody else was quicker while this one waited for the lock
        return None
    if person.id not in {one.person_id for one in identities_at(session, door, workspace, user)}:
        session.add(Identity(door=door, workspace=workspace, user=user, person_id=person.id))
    session.delete(found)
    session.flush()
    used_destination(session, person.team_id, person.id, door, workspace, user, now)
    forget_wrong_codes(session, door, workspace, user)
    return person


def words_after(session: Session, person: Person | None, door: str, workspace: str, user: str) -> str:
    """What the newcomer reads."""
    if person is not None:
        return f"Good to see you here, {person.first_name}. I know you on both doors now; “help” shows what I can do."
    count = wrong_codes_of(session, door, workspace, user)
    if count is not None and count.locked_until is not None:
        return _locked(count.locked_until)
    left = WRONG_CODES - (count.times if count else 0)
    tries = "one more try" if left == 1 else f"{left} more tries"
    return f"That code is not valid (any more). Get a new one with “link” where I know you; you have {tries}."


def _locked(until: datetime) -> str:
    return f"There were too many wrong codes. Please wait until {say_time(until)}, and then use a fresh one."
