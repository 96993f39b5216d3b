"""Who came, in somebody's words: `all except CoG, sub Mrs Khan`, or names and places one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from commands.meetings.seats import Seat, answers_to, member_called, places_in_words, plain_name, row_for, seats_called
from policy.meeting_kinds import Member
from policy.refused import Refused
from storage.meetings import Attendance, Meeting, Presence

EXAMPLE = "all except CoG, sub Mrs Khan"
_NOBODY = re.compile(r"(?:none|nil|nobody|no one|no apologies|n/?a|-|–)\.?", re.IGNORECASE)
_MODES = {
    "except": re.compile(r"\b(?:except(?:\s+for)?|apart\s+from|but\s+not|but|without|not)\b:?", re.IGNORECASE),
    "apologies": re.compile(r"\b(?:with\s+)?apologies(?:\s+(?:from|for|of))?\b:?", re.IGNORECASE),
    "plus": re.compile(r"\b(?:plus|also|present|attended)\b:?", re.IGNORECASE),
}
_ALL = re.compile(r"(?:all|everyone|everybody|all\s+members)(?:\s+(?:came|there|present|attended))?", re.IGNORECASE)
_SUB = re.compile(r"^(?:sub(?:stitute)?|replaced|represented)(?:d?\s+by)?\s*:?\s+(.+)$", re.IGNORECASE)
_FOR = re.compile(
    r"^(.+?)\s*\(?\b(?:for|instead of|sub(?:stitute)?(?:ing)?(?: for)?)\s+(?:the\s+)?([^()]+?)\)?$", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"^(.+?)\s*\(([^()]+)\)$")


class UnknownGuest(Refused):
    """Somebody of whom it is not known as what they sit here."""

    def __init__(self, said: str, table: Sequence[Seat]) -> None:
        super().__init__(
            f"I do not know as what “{said}” sits here. Say the place too: {said} (governor). "
            f"The places are: {places_in_words(table)}."
        )
        self.said = said


@dataclass
class Came:
    """One seat, whether its holder came, under what name, and who came in their place."""

    seat: Seat
    presence: Presence
    name: str | None = None
    substitute: str | None = None

    @property
    def words(self) -> str:
        """`Mrs J Smith (HT)`, `Mrs Khan for CoG`."""
        if self.presence == Presence.SUBSTITUTE:
            return f"{self.substitute} for {self.seat.words}"
        return f"{self.name} ({self.seat.member.says[0]})" if self.name else self.seat.words

    @property
    def as_seat(self) -> Seat:
        """The seat under the name that was given, so that the name can be used again."""
        return replace(self.seat, said=self.name) if self.name else self.seat

    @property
    def is_governor_there(self) -> bool:
        """Whether a governor (or the appropriate substitute of the Chair of Governors) was in the room."""
        return self.seat.member.governor and self.presence in {Presence.PRESENT, Presence.SUBSTITUTE}


def read_attendance(text: str, table: Sequence[Seat], *, apologies: str = "") -> list[Came]:
    """Who came and who did not, every expected place included; somebody leads a meeting, so that its Chair was there
    where nobody says otherwise. Raises Refused (UnknownGuest for an unknown name).
    """
    came: list[Came] = []
    last: Came | None = None
    for mode, items in (*_parts(text), ("apologies", _items(apologies))):
        for place, item in enumerate(items):
            if not _NOBODY.fullmatch(item):
                following = items[place + 1] if place + 1 < len(items) else ""
                last = _take(item, following, mode, came, last, table)
    if not came and not _NOBODY.fullmatch(text.strip()):
        raise Refused(f"Who came? For example: {EXAMPLE}. The places are: {places_in_words(table)}.")
    taken = {id(one.seat) for one in came}
    others = [seat for seat in table if id(seat) not in taken]
    came += [Came(seat, Presence.APOLOGIES) for seat in others if seat.has_declined]
    came += [Came(seat, Presence.PRESENT if seat.is_chair else Presence.ABSENT) for seat in others if seat.is_expected]
    return came


def _parts(text: str) -> list[tuple[str, list[str]]]:
    """The text as runs of items: those who came, those who did not, those who sent apologies."""
    marks = sorted(
        (match.start(), match.end(), mode) for mode, pattern in _MODES.items() for match in pattern.finditer(text)
    )
    parts, mode, start = [], "plus", 0
    for begins, ends, following in marks:
        if begins < start:
            continue
        parts.append((mode, _items(text[start:begins])))
        mode, start = following, ends
    parts.append((mode, _items(text[start:])))
    return [(mode, items) for mode, items in parts if items]


def _items(text: str) -> list[str]:
    """The names and places between commas, which stay together inside brackets."""
    pieces = re.split(r"(?:[,;\n]|\s&\s|\s+and\s+)(?![^(]*\))", text)
    return [piece.strip(' .:–—"“”') for piece in pieces if piece.strip(' .:–—"“”')]


def _take(
    item: str, following: str, mode: str, came: list[Came], last: Came | None, table: Sequence[Seat]
) -> Came | None:
    """Take one item down; gives the seat that it was about, to which `sub Mrs Khan` may follow."""
    there = Presence.PRESENT if mode == "plus" else Presence.APOLOGIES if mode == "apologies" else Presence.ABSENT
    if mode == "plus" and _ALL.fullmatch(item):
        came += [Came(seat, Presence.PRESENT) for seat in table if seat.is_expected]
        return None
    if match := _SUB.match(item):
        if last is None:
            raise Refused(f"In whose place did {match[1]} come? For example: {match[1]} for CoG")
        last.presence, last.substitute = Presence.SUBSTITUTE, match[1]
        return last
    if (match := _FOR.match(item)) and (seats := seats_called(match[2], table)):
        return _set(came, Came(seats[0], Presence.SUBSTITUTE, substitute=match[1].strip(" (")))
    if last is not None and last.name and member_called(item, table) is last.seat.member:
        return last  # `Mr Brown, governor`: the place of the one before, taken with the name
    for one in _named(item, following, there, table):
        last = _set(came, one)
    return last


def _named(item: str, following: str, there: Presence, table: Sequence[Seat]) -> Iterable[Came]:
    if seats := seats_called(item, table):
        return [Came(seat, there) for seat in seats]
    bracket = _IN_BRACKETS.match(item) or re.match(r"^([^:]+):\s*(.+)$", item)
    pairs = [(bracket[1], bracket[2]), (bracket[2], bracket[1])] if bracket else [(item, following)]
    for name, place in pairs:
        if inside := _SUB.match(place):
            return [Came(seat, Presence.SUBSTITUTE, substitute=inside[1]) for seat in seats_called(name, table)]
        if (member := member_called(place, table)) is not None:
            seat = _seat_for(name, member, table)
            known = seat.name if seat.name and answers_to(seat.name, plain_name(name)) else None
            return [Came(seat, there, name=known or name)]
    raise UnknownGuest(bracket[1] if bracket else item, table)


def _seat_for(name: str, member: Member, table: Sequence[Seat]) -> Seat:
    """The seat of this name among those of a place; where several may sit, a new one; else the one there is."""
    own = [seat for seat in table if seat.member is member]
    known = [seat for seat in own if seat in seats_called(name, own)]
    unnamed = [seat for seat in own if not seat.name]
    return (known or unnamed or ([Seat(member)] if member.several else own))[0]


def _set(came: list[Came], one: Came) -> Came:
    """A seat is either here or not: what was said last of it counts."""
    for other in came:
        if other.seat is one.seat and (other.name == one.name or not one.seat.member.several):
            other.presence, other.substitute = one.presence, one.substitute
            other.name = one.name or other.name
            return other
    came.append(one)
    return one


def store_attendance(meeting: Meeting, came: Sequence[Came]) -> list[Attendance]:
    """Write down who came."""
    rows = []
    for one in came:
        row = row_for(meeting, one.seat, one.name)
        row.presence, row.substitute = one.presence, one.substitute
        rows.append(row)
    return rows


def attendance_lines(came: Sequence[Came]) -> tuple[str, ...]:
    """Who came, who sent apologies, who was not there: one line each."""
    here = [one.words for one in came if one.presence in {Presence.PRESENT, Presence.SUBSTITUTE}]
    sorry = [one.words for one in came if one.presence == Presence.APOLOGIES]
    absent = [one.words for one in came if one.presence == Presence.ABSENT]
    lines = (("Present", here), ("Apologies", sorry), ("Not there", absent))
    return tuple(f"{word}: {', '.join(names)}" for word, names in lines if names)
