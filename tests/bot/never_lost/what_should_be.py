"""What the program has been told and what it has said, and whether that is what it should have said."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta

from notifications.messenger import Parcel
from tests.bot.never_lost.reckoning import DAY, Due, VisitAsSaid, day_of, dues, firm_call, is_open, wall

UNDO = timedelta(minutes=10)
LEADS = ("Leo Barnes",)
TITLES = {
    "late": re.compile(r"(V\d+): .+'s note for .+ is late"),
    "note": re.compile(r"(V\d+): note for .+"),
    "question": re.compile(r"(V\d+): did the visit to .+ happen\?"),
    "brief": re.compile(r"(V\d+): .+ is next"),
    "failed": re.compile(r"(V\d+): the note for .+ could not be delivered"),
}


@dataclass(frozen=True)
class Said:
    """One change by one person, with what a visit was before and after."""

    number: int
    who: str
    at: datetime
    before: VisitAsSaid | None
    after: VisitAsSaid | None


class WhatShouldBe:
    """The other side of the books. Every failure is an AssertionError that says what went wrong."""

    def __init__(self) -> None:
        self.visits: dict[str, VisitAsSaid] = {}
        self.references: set[str] = set()
        self._said: dict[int, Said] = {}
        self._told: dict[tuple[object, ...], int] = {}
        self._days: dict[tuple[str, date], int] = {}
        self._patience: dict[tuple[str, date], datetime] = {}
        self._ticks = 0
        self._since: datetime | None = None
        self._changed_in_tick: dict[str, datetime] = {}

    # What people say.

    def hear(self, said: Said) -> None:
        """A visit is new, or another than it was."""
        new = said.after
        if said.before is None and new is not None:
            assert new.ref not in self.references, f"the reference {new.ref} was given out twice"
            self.references.add(new.ref)
        assert said.number not in self._said, f"the change {said.number} was made twice"
        self._said[said.number] = said
        if new is not None:
            self.visits[new.ref] = new

    def latest_of(self, who: str, now: datetime) -> int | None:
        """The change that a bare undo of this person takes back."""
        return max(
            (n for n, said in self._said.items() if said.who == who and now - UNDO <= said.at <= now), default=None
        )

    def take_back(self, number: int) -> None:
        """Each thing that the change had changed is as it was before."""
        said = self._said.pop(number)
        if said.before is None:
            assert said.after is not None
            assert self.visits.pop(said.after.ref) == said.after, "a visit was taken back that others had changed since"
            return
        assert said.after is not None
        now = self.visits[said.after.ref]
        for field in fields(VisitAsSaid):
            before, after = getattr(said.before, field.name), getattr(said.after, field.name)
            if before != after:
                assert getattr(now, field.name) == after, f"{field.name} was taken back though it had changed since"
                now = replace(now, **{field.name: before})
        self.visits[now.ref] = now

    def letter_refused(self, ref: str, at: datetime) -> None:
        """The mail server will not have it: the note has not gone."""
        self.visits[ref] = replace(self.visits[ref], sent=None, mailed=False, failed=at)
        self._changed_in_tick[ref] = at

    # What the program says.

    def told(self, parcel: Parcel, now: datetime) -> None:
        """A message has come: every part of it must be in order, for this receiver, now, and for the first time."""
        items = _items(parcel)
        assert items, f"nobody knows what this is about: {parcel.message}"
        assert parcel.door == "email" or is_open(now), f"{parcel.receiver} was disturbed at {wall(now)}: {items}"
        if any(what in {"note", "late"} for what, _ in items):
            day = (parcel.receiver, day_of(now))
            assert day not in self._days, f"a second message about notes for {parcel.receiver} on {day[1]}: {items}"
            self._days[day] = self._ticks
        for what, ref in items:
            standing = [due for due in self._in_order(ref, now) if due.what == what and due.to == parcel.receiver]
            assert standing, f"{parcel.receiver} was told of {ref} ({what}) without a reason at {wall(now)}"
            once = standing[-1].once
            assert once not in self._told, f"{parcel.receiver} was told twice of {ref} ({what}), at {wall(now)} again"
            self._told[once] = self._ticks

    def _in_order(self, ref: str, now: datetime) -> list[Due]:
        visit = self.visits.get(ref)
        if visit is None:
            return []
        return [due for due in dues(visit, LEADS, day_of(now), day_of(now)) if due.stands(now)]

    # Time.

    def before_tick(self) -> None:
        """The program is about to do what is due."""
        self._ticks += 1

    def after_tick(self, now: datetime) -> None:
        """All that came due since the last tick has been said, and at its time."""
        since = self._since if self._since is not None and self._since <= now else now
        self._be_patient(now)
        for visit in self.visits.values():
            for due in dues(visit, LEADS, day_of(since), day_of(now)):
                self._check(due, max(since, self._changed_in_tick.get(visit.ref, since)), now)
        self._changed_in_tick.clear()
        self._since = now

    def was_away(self) -> None:
        """Nothing is expected of the time in which the program did not run."""
        self._since = None

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

    def _be_patient(self, now: datetime) -> None:
        """What is soft may wait for the firm reminder of the same day, even where that loses its reason meanwhile."""
        for visit in self.visits.values():
            call = firm_call(visit)
            if call is not None and (visit.snoozed is None or call >= visit.snoozed):
                key = (visit.adviser, day_of(call))
                self._patience[key] = max(call, self._patience.get(key, call))

    def coming(self, now: datetime) -> list[Due]:
        """What is to come in the next fortnight, in order of time."""
        today = day_of(now)
        found = [due for visit in self.visits.values() for due in dues(visit, LEADS, today, today + 14 * DAY)]
        return sorted((due for due in found if due.at > now), key=lambda due: (due.at, due.ref, due.to))

    def edges(self, now: datetime) -> list[datetime]:
        """The moments at which that is, each once."""
        return list(dict.fromkeys(due.at for due in self.coming(now)))


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
