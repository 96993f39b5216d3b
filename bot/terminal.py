"""The terminal door as a process: a chat with a person, or lines from a pipe."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from datetime import datetime

from rich.console import Console

from bot.backstage import TeamBackstage
from bot.clockwork import Clockwork
from bot.console.chat import chat
from bot.console.clock import Clock, real_time
from bot.console.colour import ColourScreen
from bot.console.messenger import ConsoleMessenger, EmailOnScreen
from bot.console.plain import PlainScreen
from bot.console.screen import Screen
from bot.console.script import piped, recited
from bot.core import Core
from bot.email.messenger import post_office
from bot.sample import add_sample_team
from bot.settings import Settings
from bot.stopping import until_told_to_stop
from bot.ticks import Ticks
from notifications.messenger import Messenger
from policy.refused import Refused
from policy.saying import say_moment
from storage.database import Database
from storage.people import Role, team_members
from storage.receipts import last_arrival_at
from storage.teams import Team, all_teams


async def terminal(
    database: Database, settings: Settings, *, speaker: str | None, team: str | None, at: datetime | None
) -> int:
    """Talk at this terminal until the person leaves or the lines end; the exit status.

    An empty record gets the try-out team first. `at` makes the clock stand still there. In a rehearsal, which is the
    try-out team or a clock that stands, e-mail is shown and not sent, and the clock can be moved.
    """
    chosen = _team(database, team, at or real_time())
    clock = Clock(at, may_be_moved=chosen.is_try_out or at is not None)
    speaks_as = speaker or first_speaker(database, chosen)
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    screen: Screen = ColourScreen(Console()) if at_terminal else PlainScreen(sys.stdout)
    rehearsal = chosen.is_try_out or at is not None
    post: Messenger | None = EmailOnScreen(screen, clock) if rehearsal else post_office(settings)
    core, backstage = open_backstage(database, chosen, screen, clock, post)
    try:
        if at_terminal:
            _go_on_where_it_was_left(database, screen, clock)
            return await _until_left(_chat(backstage, clock, screen, speaks_as, settings.tick_seconds), if_stopped=0)
        lines = piped(backstage, clock, screen, speaker=speaks_as, stdin=sys.stdin)
        return await _until_left(lines, if_stopped=1)
    finally:
        core.close()


async def tell(database: Database, lines: Sequence[str], *, speaker: str, at: datetime) -> int:
    """Play lines as a story on standard output, at a clock that stands still; the exit status."""
    clock = Clock(at)
    screen = PlainScreen(sys.stdout)
    post = EmailOnScreen(screen, clock)
    core, backstage = open_backstage(database, _team(database, None, at), screen, clock, post)
    try:
        return await recited(backstage, clock, screen, speaker=speaker, lines=lines)
    finally:
        core.close()


def open_backstage(
    database: Database,
    team: Team,
    screen: Screen,
    clock: Clock,
    post: Messenger | None,
    monotonic: Callable[[], float] = time.monotonic,
) -> tuple[Core, TeamBackstage]:
    """The bot behind one terminal: reminders are shown there, and e-mail goes by `post` where there is one.

    `monotonic` measures in seconds how long things take. Beside a clock that stands nothing takes any time, so that the
    same lines get the same answers on a slow machine.
    """
    measure = _no_time_passes if clock.stands else monotonic
    messengers: dict[str, Messenger] = {"console": ConsoleMessenger(screen, clock)}
    if post is not None:
        messengers[post.door] = post
    core = Core(database, messengers, measure)
    return core, TeamBackstage(core, Clockwork(core, messengers, monotonic=measure), team)


def _no_time_passes() -> float:
    return 0.0


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
    if name is not None:
        found = [team for team in teams if team.name.casefold() == name.casefold()]
    else:
        found = [team for team in teams if not team.is_try_out] or list(teams)
    if len(found) == 1:
        return found[0]
    names = "; ".join(team.name for team in teams)
    raise Refused(
        f"There is no team called “{name}”. There are: {names}."
        if name
        else f"There are several teams: {names}. Say which one with --team NAME"
    )


async def _chat(backstage: TeamBackstage, clock: Clock, screen: Screen, speaker: str, tick_seconds: int) -> int:
    async def tick() -> None:
        await backstage.tick(clock.now())

    ticks = Ticks(tick, tick_seconds)
    ticks.start()
    try:
        await chat(backstage, clock, screen, speaker=speaker, lock=ticks.lock)
    finally:
        await ticks.stop()
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
