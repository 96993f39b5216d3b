"""The bot as the terminal sees it: answers, the passing of time, and the names there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from bot.ticks import tick_or_refuse
from commands.kinds.a_school import ASchool
from commands.registry import COMMANDS
from commands.team.members import roles_in_words
from notifications.message import Answer
from storage.people import team_members
from storage.school_finder import SchoolIndex
from storage.schools import aliases_of, schools_of
from storage.teams import Team

SUGGESTIONS = 12


class TeamBackstage:
    """Everything that a terminal needs, for one team."""

    def __init__(self, core: Core, clockwork: Clockwork, team: Team) -> None:
        self._core = core
        self._clockwork = clockwork
        self._team = team
        with core.database.read() as session:
            self._schools = SchoolIndex(schools_of(session, team.la_code), aliases_of(session, team.id))

    async def handle(self, arrival: Arrival) -> Answer:
        """Answer one arrival for this team."""
        return await self._core.handle(replace(arrival, team_id=self._team.id))

    async def tick(self, now: datetime) -> None:
        """Plan and deliver what is due at `now`. Raises Refused, in words, while the record cannot be used."""
        await tick_or_refuse(self._core, self._clockwork, now)

    async def next_moment(self, after: datetime, until: datetime) -> datetime | None:
        """The earliest instant in (after, until] at which a tick could have something to do, or None."""
        return await self._clockwork.next_moment(after, until)

    def people(self) -> Sequence[tuple[str, str]]:
        """Name and roles in words of everybody in the team, in order."""
        with self._core.database.read() as session:
            return [(p.name, roles_in_words(p.role_names)) for p in team_members(session, self._team.id)]

    def commands(self) -> Sequence[tuple[str, str]]:
        """Name and help of every command."""
        return [(command.name, command.help) for command in COMMANDS]

    def takes_school(self, command: str) -> bool:
        """Whether a school is the first thing to say after this command."""
        found = next((one for one in COMMANDS if one.name == command), None)
        return found is not None and bool(found.fields) and isinstance(found.fields[0].kind, ASchool)

    def schools(self, text: str) -> Sequence[str]:
        """Names of schools that `text` may be the beginning of, the likeliest first."""
        return [school.name for school in self._schools.suggest(text, SUGGESTIONS)]

    def place(self) -> str:
        """Where the record is kept."""
        return self._core.database.place

    def team_name(self) -> str:
        """Whose team this is."""
        return self._team.name
