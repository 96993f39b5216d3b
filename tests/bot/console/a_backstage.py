"""A bot that remembers what it was asked: visits are logged, and a reminder comes the next morning at nine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from bot.arrival import Arrival
from notifications.message import Answer, Button, Message, Table
from notifications.messenger import Messenger, Parcel
from policy.saying import LONDON, london, say_moment

PEOPLE = (("Amina Khan", "adviser"), ("Leo Marsh", "lead"), ("Carys Hughes", "chair"))
SCHOOLS = ("Oakfield Primary School", "Old Hall Infant School", "St Bride's CofE Primary School")
COMMANDS = (
    ("visit", "Log a visit that was made."),
    ("visit note", "Write the note of a visit."),
    ("visit list", "List visits."),
    ("school", "Show the card of a school."),
    ("help", "Say what one can ask for."),
)


def at(text: str) -> datetime:
    """`2026-11-24 09:00` in London, as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


TUESDAY = at("2026-11-24 09:00")


class RememberingBackstage:
    """Answers `visit`, `list`, `note` and `help`; anything else is not understood."""

    def __init__(self, people: Sequence[tuple[str, str]] = PEOPLE) -> None:
        self.arrivals: list[Arrival] = []
        self.ticks: list[datetime] = []
        self.messenger: Messenger | None = None
        self.due: list[tuple[datetime, str]] = []
        self._people = people
        self._visits: list[tuple[str, str, str]] = []

    async def handle(self, arrival: Arrival) -> Answer:
        self.arrivals.append(arrival)
        word, _, rest = arrival.text.removeprefix("/").partition(" ")
        if word == "visit":
            return Answer(self._visit(arrival, rest))
        if word == "list":
            headings = ("Visit", "School", "When", "Note")
            return Answer(Message("Your visits", table=Table(headings, tuple((*v, "") for v in self._visits))))
        if word == "note":
            return Answer(Message("V1: the note is stored", tuple(rest.split("\n"))))
        if word == "help":
            return Answer(Message("You can ask for these", tuple(f"{name}: {about}" for name, about in COMMANDS)))
        return Answer(Message("I do not know that.", ("Try: /help",)), understood=False)

    def _visit(self, arrival: Arrival, school: str) -> Message:
        reference = f"V{len(self._visits) + 1}"
        self._visits.append((reference, school, say_moment(arrival.now)))
        person = next(name for name, _ in self._people if name.casefold() == arrival.user)
        for days in (1, 2):
            self.due.append((next_nine_o_clock(arrival.now, days), f"{person}|Note for {school}"))
        return Message(
            f"{reference}: visit to {school}",
            (f"The note is due {say_moment(arrival.now + timedelta(hours=48))}: 2 days from now.",),
            buttons=(Button("Write the note", f"visit note {reference}"), Button("Undo", "undo")),
        )

    async def tick(self, now: datetime) -> None:
        self.ticks.append(now)
        waiting = sorted(self.due)
        self.due = [(moment, what) for moment, what in waiting if moment > now]
        for moment, what in waiting:
            if moment <= now and self.messenger:
                receiver, title = what.split("|")
                lines = ("The visit was yesterday, and the note has not been sent.",)
                message = Message(title, lines, buttons=(Button("Write the note", "visit note V1"),))
                await self.messenger.send(Parcel("console", "local", receiver.casefold(), receiver, message))

    async def next_moment(self, after: datetime, until: datetime) -> datetime | None:
        return min((moment for moment, _ in self.due if after < moment <= until), default=None)

    def people(self) -> Sequence[tuple[str, str]]:
        return self._people

    def commands(self) -> Sequence[tuple[str, str]]:
        return COMMANDS

    def takes_school(self, command: str) -> bool:
        return command in {"visit", "school"}

    def schools(self, text: str) -> Sequence[str]:
        return [school for school in SCHOOLS if school.casefold().startswith(text.casefold())]

    def place(self) -> str:
        return "var/rrp.sqlite3"

    def team_name(self) -> str:
        return "Walsall School Improvement"


def next_nine_o_clock(now: datetime, days: int) -> datetime:
    """Nine in the morning in London, so many days on."""
    day: date = london(now).date() + timedelta(days=days)
    return datetime.combine(day, time(9), LONDON).astimezone(UTC)
