"""What the program has been told and what it has said, and whether that is what it should have said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any

from notifications.messenger import Parcel
from tests.bot.never_lost.digests import DigestAsWished, Digests, title_of_digest
from tests.bot.never_lost.due import CoverAsSaid, Covers, Due
from tests.bot.never_lost.london import DAY, day_of, is_open, wall

UNDO = timedelta(minutes=10)
TITLES = {
    "late": re.compile(r"(V\d+): .+'s note for .+ is late"),
    "note": re.compile(r"(V\d+): note for .+"),
    "question": re.compile(r"(V\d+): did the visit to .+ happen\?"),
    "brief": re.compile(r"(V\d+): .+ is next"),
    "failed": re.compile(r"(V\d+): the note for .+ could not be delivered"),
    "given": re.compile(r"(A\d+): an action for you at .+"),
    "action": re.compile(r"(A\d+): .+, (?:due|overdue).*"),
    "missing": re.compile(r"(M\d+): .+ things? (?:is|are) missing"),
    "meeting brief": re.compile(r"(M\d+): .+ is next"),
    "meeting question": re.compile(r"(M\d+): .+: did it take place\?"),
    "minutes": re.compile(r"(M\d+): .+: the minutes have not gone"),
}
DIGEST = re.compile(r"\w+day \d.+: (?:\d+ (?:overdue|due)|nothing is due).*")
Pair = tuple[Any, Any]
"""A thing before and after a change; None where it was not there."""


@dataclass(frozen=True)
class Said:
    """One change by one person, with what each thing in it was before and after."""

    number: int
    who: str
    at: datetime
    pairs: tuple[Pair, ...]


class WhatShouldBe:
    """The other side of the books. Every failure is an AssertionError that says what went wrong."""

    def __init__(self, digests: Iterable[str] = ()) -> None:
        """`digests` names the people whose digest is on."""
        self.things: dict[str, Any] = {name: DigestAsWished(name) for name in digests}
        self._references: set[str] = set()
        self._digests = Digests()
        self._said: dict[int, Said] = {}
        self._told: dict[tuple[object, ...], int] = {}
        self._days: dict[tuple[str, date], int] = {}
        self._patience: dict[tuple[str, date], datetime] = {}
        self._ticks = 0
        self._since: datetime | None = None
        self._changed_in_tick: dict[str, datetime] = {}

    def of(self, kind: type[Any]) -> list[Any]:
        """The things of one kind, the oldest first."""
        return [one for one in self.things.values() if isinstance(one, kind)]

    @property
    def covers(self) -> Covers:
        """Who stands in for whom."""
        return Covers(self.of(CoverAsSaid))

    # What people say.

    def hear(self, said: Said) -> None:
        """Something is new, or another than it was."""
        assert said.number not in self._said, f"the change {said.number} was made twice"
        self._said[said.number] = said
        for before, after in said.pairs:
            if before is None:
                assert after.ref not in self._references, f"the reference {after.ref} was given out twice"
                self._references.add(after.ref)
            self.things[after.ref] = after

    def latest_of(self, who: str, now: datetime) -> int | None:
        """The change that a bare undo of this person takes back."""
        return max(
            (n for n, said in self._said.items() if said.who == who and now - UNDO <= said.at <= now), default=None
        )

    def take_back(self, number: int) -> None:
        """Each thing that the change had changed is as it was before."""
        for before, after in self._said.pop(number).pairs:
            now = self.things.pop(after.ref)
            if before is None:
                assert now == after, f"{after.ref} was taken back though others had changed it since"
            else:
                self.things[after.ref] = _without(now, before, after)

    def letter_refused(self, ref: str, at: datetime) -> None:
        """The mail server will not have it: the note has not gone."""
        self.things[ref] = replace(self.things[ref], sent=None, mailed=False, failed=at)
        self._changed_in_tick[ref] = at

    # What the program says.

    def told(self, parcel: Parcel, now: datetime) -> None:
        """A message has come: every part of it must be in order, for this receiver, now, and for the first time."""
        if DIGEST.fullmatch(parcel.message.title):
            wish = self.things.get(parcel.receiver, DigestAsWished(parcel.receiver, off=True))
            self._digests.came(parcel.receiver, parcel.message.title, self._digest_of(wish, now), wish, now)
            return
        items = _items(parcel)
        assert items, f"nobody knows what this is about: {parcel.message}"
        assert parcel.door == "email" or is_open(now), f"{parcel.receiver} was disturbed at {wall(now)}: {items}"
        if any(what in {"note", "late"} for what, _ in items):
            day = (parcel.receiver, day_of(now))
            assert day not in self._days, f"a second message about notes for {parcel.receiver} on {day[1]}: {items}"
            self._days[day] = self._ticks
        in_order = self._in_order(parcel.receiver, items, now)
        for what, ref in items:
            standing = [due for due in in_order if due.what == what and due.ref == ref]
            assert standing, f"{parcel.receiver} was told of {ref} ({what}) without a reason at {wall(now)}"
            new = [due.once for due in standing if due.once not in self._told]
            assert new, f"{parcel.receiver} was told twice of {ref} ({what}), at {wall(now)} again"
            self._told[new[0]] = self._ticks

    def _in_order(self, receiver: str, items: Collection[tuple[str, str]], now: datetime) -> list[Due]:
        """What may be said to a receiver now. As there is one message about notes a day, a note that is asked for later
        today rides along with one that is asked for now: by itself it would be said to nobody.
        """
        own = [due for due in self._dues(day_of(now), day_of(now)) if due.to == receiver]
        one_goes = any(due.about_notes and due.stands(now) and (due.what, due.ref) in items for due in own)
        return [
            due
            for due in own
            if due.stands(now) or (one_goes and due.about_notes and day_of(due.at) == day_of(now) and now < due.at)
        ]

    def _digest_of(self, wish: DigestAsWished, now: datetime) -> str | None:
        return title_of_digest(wish.ref, self.things.values(), self.covers, now)

    # Time.

    def before_tick(self) -> None:
        """The program is about to do what is due."""
        self._ticks += 1

    def after_tick(self, now: datetime) -> None:
        """All that came due since the last tick has been said, and at its time."""
        since = self._since if self._since is not None and self._since <= now else now
        found = self._dues(day_of(since), day_of(now))
        self._be_patient(found)
        for due in found:
            self._check(due, max(since, self._changed_in_tick.get(due.ref, since)), now)
        for wish in self.of(DigestAsWished):
            self._digests.check(wish, self._digest_of(wish, now), now)
        self._changed_in_tick.clear()
        self._since = now

    def was_away(self) -> None:
        """Nothing is expected of the time in which the program did not run."""
        self._since = None

    def _dues(self, first: date, last: date) -> list[Due]:
        """All that is due on these days, at least, to whoever receives it."""
        covers = self.covers
        return [covers.handed_on(due) for thing in self.things.values() for due in thing.dues(first, last)]

    def _check(self, due: Due, since: datetime, now: datetime) -> None:
        moment = due.moment(since)
        if moment > now or not due.stands(moment):
            return
        if due.about_notes and not due.firm:
            moment = max(moment, self._patience.get((due.to, day_of(moment)), moment))
        if moment > now:
            return
        told = self._told.get(due.once)
        if told is None and due.about_notes:
            told = self._days.get((due.to, day_of(moment)))
        assert told is not None, f"{due.to} was never told of {due.ref} ({due.what}), due at {wall(moment)}"
        assert moment == now or told < self._ticks, f"{due.to} was told of {due.ref} only at {wall(now)}, not {moment}"

    def _be_patient(self, found: Iterable[Due]) -> None:
        """What is soft may wait for the firm reminder of the same day, even where that loses its reason meanwhile."""
        for due in found:
            if due.about_notes and due.firm:
                key = (due.to, day_of(due.at))
                self._patience[key] = max(due.at, self._patience.get(key, due.at))

    def coming(self, now: datetime) -> list[Due]:
        """What is to come in the next fortnight, in order of time."""
        today = day_of(now)
        found = [due for due in self._dues(today, today + 14 * DAY) if now < due.at < now + 15 * DAY]
        return sorted(found, key=lambda due: (due.at, due.ref, due.to))

    def edges(self, now: datetime) -> list[datetime]:
        """The moments at which that is, and those of digests, each once."""
        digests = [at for wish in self.of(DigestAsWished) for at in Digests.moments(wish, day_of(now)) if at > now]
        return sorted({*(due.at for due in self.coming(now)), *digests})


def _without(now: Any, before: Any, after: Any) -> Any:
    """A thing without one change of it; what others have changed since stays."""
    for field in fields(now):
        was, became, stands = (getattr(one, field.name) for one in (before, after, now))
        if was == became:
            continue
        if isinstance(became, tuple):
            entered = set(became) - set(was)
            now = replace(now, **{field.name: tuple(one for one in stands if one not in entered)})
            continue
        assert stands == became, f"{field.name} of {now.ref} was taken back though it had changed since"
        now = replace(now, **{field.name: was})
    return now


def letter_of(parcel: Parcel) -> str:
    """The reference of the visit whose note this is."""
    assert parcel.message.attachment is not None, "a letter without its note"
    return parcel.message.attachment.name.split()[0]


def _items(parcel: Parcel) -> list[tuple[str, str]]:
    """What a message is about: the titles in it, each with the reference of its visit."""
    message = parcel.message
    if parcel.door == "email":
        return [("letter", letter_of(parcel))]
    found = [_item(title) for title in (message.title, *(line for line in message.lines if not line.startswith(" ")))]
    return [item for item in found if item is not None]


def _item(title: str) -> tuple[str, str] | None:
    for what, pattern in TITLES.items():
        if (match := pattern.fullmatch(title)) is not None:
            return what, match[1]
    return None
