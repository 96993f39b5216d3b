"""The terminal door as a process: a chat with a person, or lines from a pipe."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from rich.console import Console

from bot.backstage import TeamBackstage
from bot.clockwork import Clockwork
from bot.console.chat import chat
from bot.console.clock import Clock
from bot.console.colour import ColourScreen
from bot.console.messenger import ConsoleMessenger, EmailOnScreen
from bot.console.plain import PlainScreen
from bot.console.screen import Screen
from bot.console.script import piped, recited
from bot.core import Core
from bot.sample import add_sample_team
from bot.stopping import until_told_to_stop
from policy.refused import Refused
from policy.saying import say_moment
from storage.database import Database
from storage.people import Role, team_members
from storage.receipts import last_arrival_at
from storage.teams import Team, all_teams


async def terminal(
    database: Database, *, speaker: str | None, team: str | None, at: datetime | None, tick_seconds: int
) -> int:
    """Talk at this terminal until the person leaves or the lines end; the exit status.

    An empty record gets the sample team first. `at` makes the clock stand still there.
    """
    clock = Clock(at)
    chosen = _team(database, team, clock.now())
    speaks_as = speaker or first_speaker(database, chosen)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    screen: Screen = ColourScreen(Console()) if at_terminal else PlainScreen(sys.stdout)
    core, backstage = open_backstage(database, chosen, screen, clock)
    try:
        if at_terminal:
            _go_on_where_it_was_left(database, screen, clock)
            return await _until_left(_chat(backstage, clock, screen, speaks_as, tick_seconds), if_stopped=0)
        lines = piped(backstage, clock, screen, speaker=speaks_as, stdin=sys.stdin)
        return await _until_left(lines, if_stopped=1)
    finally:
        core.close()


async def tell(database: Database, lines: Sequence[str], *, speaker: str, at: datetime) -> int:
    """Play lines as a story on standard output, at a clock that stands still; the exit status."""
    clock = Clock(at)
    screen = PlainScreen(sys.stdout)
    core, backstage = open_backstage(database, _team(database, None, at), screen, clock)
    try:
        return await recited(backstage, clock, screen, speaker=speaker, lines=lines)
    finally:
        core.close()


def open_backstage(database: Database, team: Team, screen: Screen, clock: Clock) -> tuple[Core, TeamBackstage]:
    """The bot behind one terminal: what it sends, e-mail too, is shown there and goes nowhere else."""
    messengers = {"console": ConsoleMessenger(screen, clock), "email": EmailOnScreen(screen, clock)}
    core = Core(database, messengers)
    return core, TeamBackstage(core, Clockwork(core, messengers), team)


def first_speaker(database: Database, team: Team) -> str:
    """Who speaks when nobody is named: the first adviser, else whoever there is."""
    with database.read() as session:
        people = team_members(session, team.id)
    advisers = [person for person in people if Role.ADVISER in person.role_names]
    return (advisers or people)[0].name


def _go_on_where_it_was_left(database: Database, screen: Screen, clock: Clock) -> None:
    """A clock that was moved ahead at this terminal does not fall back behind its own record."""
    with database.read() as session:
        left_at = last_arrival_at(session, "console")
    if left_at is not None and left_at > clock.now():
        clock.go_on_from(left_at)
        screen.remarked(f"The clock was moved ahead here, so it goes on from {say_moment(left_at)}.")


def _team(database: Database, name: str | None, now: datetime) -> Team:
    with database.change() as session:
        if not all_teams(session):
            add_sample_team(session, now)
        teams = all_teams(session)
    found = [team for team in teams if name is None or team.name.casefold() == name.casefold()]
    if len(found) == 1:
        return found[0]
    names = "; ".join(team.name for team in teams)
    raise Refused(
        f"There is no team called “{name}”. There are: {names}."
        if name
        else f"There are several teams: {names}. Say which one with --team NAME"
    )


async def _chat(backstage: TeamBackstage, clock: Clock, screen: Screen, speaker: str, tick_seconds: int) -> int:
    lock = asyncio.Lock()

    async def tick() -> None:
        async with lock:
            await backstage.tick(clock.now())

    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(tick, "interval", seconds=tick_seconds, coalesce=True, max_instances=1, misfire_grace_time=None)
    scheduler.start()
    try:
        await chat(backstage, clock, screen, speaker=speaker, lock=lock)
    finally:
        scheduler.pause()
        async with lock:
            scheduler.shutdown(wait=False)
    return 0


async def _until_left(talking: Coroutine[None, None, int], *, if_stopped: int) -> int:
    """The exit status of a talk, or `if_stopped` when the system ends it first; what is under way is finished."""
    talk = asyncio.create_task(talking)
    stop = asyncio.create_task(until_told_to_stop())
    await asyncio.wait((talk, stop), return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if not talk.done():
        talk.cancel()
        with suppress(asyncio.CancelledError):
            return await talk
        return if_stopped
    return talk.result()
