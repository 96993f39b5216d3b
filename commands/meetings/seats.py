"""Who sits at a meeting: the places that the strategy gives, and the people who fill them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from commands.command import Request
from commands.meetings.fields import kind_of
from policy.meeting_kinds import MeetingKind, Member
from policy.saying import london_day
from storage.meetings import Attendance, Meeting
from storage.people import Person
from storage.schools import Contact, ContactRole, contacts_of

_HEADS = (ContactRole.ACTING_HEAD, ContactRole.HEAD, ContactRole.EXECUTIVE_HEAD)
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd", "sir", "dame", "prof", "cllr", "fr", "sr"})


@dataclass(frozen=True)
class Seat:
    """One place at the table and who fills it, as far as anybody has said; `row` is what is stored of it, `said` a name
    that has just been given.
    """

    member: Member
    person: Person | None = None
    contact: Contact | None = None
    row: Attendance | None = None
    said: str | None = None

    @property
    def name(self) -> str | None:
        """Who sits here."""
        if self.said is not None:
            return self.said
        if self.row is not None and self.row.name:
            return self.row.name
        return self.person.name if self.person else self.contact.name if self.contact else None

    @property
    def words(self) -> str:
        """`Mrs J Smith (HT)`, or the place alone: `HT`."""
        short = self.member.says[0]
        return f"{self.name} ({short})" if self.name else short

    @property
    def is_chair(self) -> bool:
        """Whether this is the place of who leads the meeting."""
        return self.member.key == "chair"

    @property
    def has_declined(self) -> bool:
        """Whether it was said beforehand that they cannot come."""
        return self.row is not None and self.row.confirmed is False

    @property
    def is_expected(self) -> bool:
        """Whether `all` takes this place in: it is never left out, or somebody is known for it."""
        if self.row is not None:
            return not self.has_declined
        return not self.member.several and (not self.member.where_appropriate or self.name is not None)


def table_of(request: Request, meeting: Meeting) -> tuple[Seat, ...]:
    """The places of a meeting in the strategy's order; a place that several may fill has one seat for each of them."""
    day = london_day(meeting.starts_at)
    contacts = contacts_of(request.session, request.team.id, meeting.school_id, day)
    seats: list[Seat] = []
    for member in kind_of(request, meeting).members:
        person = _colleague(request, meeting, member)
        contact = None if person else _contact(contacts, member)
        rows = [row for row in meeting.members if row.role == member.key]
        seats += [Seat(member, person, contact, row) for row in rows] or [Seat(member, person, contact)]
    return tuple(seats)


def _colleague(request: Request, meeting: Meeting, member: Member) -> Person | None:
    if member.key == "chair":
        return meeting.chair
    return request.facts.adviser_of(meeting.school_id, london_day(request.now)) if member.key == "adviser" else None


def _contact(contacts: Sequence[Contact], member: Member) -> Contact | None:
    order = _HEADS if member.role == ContactRole.HEAD else (member.role,)
    serving = [contact for role in order for contact in reversed(contacts) if contact.role == role]
    return serving[0] if serving and member.role else None


def seats_called(text: str, table: Sequence[Seat]) -> tuple[Seat, ...]:
    """The seats that somebody means by a place (HT, CoG), a name or initials; none when nobody answers to it."""
    said = plain_name(text)
    if not said:
        return ()
    by_place = [seat for seat in table if said in _places(seat.member)]
    if by_place:
        return tuple(by_place)
    return tuple(seat for seat in table if seat.name and answers_to(seat.name, said))


def member_called(text: str, table: Sequence[Seat]) -> Member | None:
    """The place that is meant by its words."""
    said = plain_name(text)
    return next((seat.member for seat in table if said in _places(seat.member)), None)


def _places(member: Member) -> frozenset[str]:
    return frozenset(plain_name(word) for word in (member.key, member.label, *member.says))


def plain_name(text: str) -> str:
    """A name or place without its marks: `“Mr. Khan”` is `mr khan`."""
    return " ".join(re.sub(r"[.\"“”'’@()]", " ", text).casefold().split()).removeprefix("the ")


def answers_to(name: str, said: str) -> bool:
    """Whether somebody of this name is meant: in full, by surname with title, by first name, or by initials."""
    own, asked = plain_name(name).split(), said.split()
    initials = "".join(word[0] for word in own if word not in _TITLES)
    if said == " ".join(own) or (len(asked) == 1 and (asked[0] == initials or asked[0] == own[0])):
        return asked[0] not in _TITLES or len(asked) > 1
    given, wanted = [w for w in own if w not in _TITLES], [w for w in asked if w not in _TITLES]
    titles_agree = all(title in own for title in asked if title in _TITLES) or not _TITLES & set(own)
    return bool(wanted) and wanted[-1] == given[-1] and titles_agree and all(_begins(w, given) for w in wanted[:-1])


def _begins(word: str, own: Sequence[str]) -> bool:
    return any(one.startswith(word) or word.startswith(one) for one in own)


def in_seat_order(meeting: Meeting, kind: MeetingKind) -> list[Attendance]:
    """The stored rows of a meeting in the order in which the strategy names the places."""
    order = [member.key for member in kind.members]
    return sorted(meeting.members, key=lambda row: order.index(row.role) if row.role in order else len(order))


def places_in_words(table: Sequence[Seat]) -> str:
    """`HT, CoG, SIA`: what can be typed for a place."""
    return ", ".join(dict.fromkeys(seat.member.says[0] for seat in table))


def row_for(meeting: Meeting, seat: Seat, name: str | None = None) -> Attendance:
    """The stored row of a seat, made when there is none; with a name it is that of the person of this name."""
    name = name or seat.said
    same = (row for row in meeting.members if row.role == seat.member.key)
    if seat.row is not None and (name is None or not seat.row.name or answers_to(seat.row.name, plain_name(name))):
        row = seat.row
    elif name is not None and (
        known := next((r for r in same if r.name and answers_to(r.name, plain_name(name))), None)
    ):
        row = known
    else:
        row = Attendance(role=seat.member.key, is_governor=seat.member.governor)
        meeting.members.append(row)
    row.name = name or row.name or seat.name
    own = seat.name is not None and row.name == seat.name
    row.person_id = seat.person.id if seat.person and own else None
    row.contact_id = seat.contact.id if seat.contact and own else None
    return row
