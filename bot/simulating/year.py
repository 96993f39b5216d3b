"""A whole school year, from the first day of the autumn term to the last of the summer term."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bot.simulating.life import Life, at
from bot.simulating.playing import Play
from bot.simulating.report import count_lines, reminder_lines
from bot.simulating.world import made_up_world
from notifications.nudge import facts_of
from policy.framework import Framework
from policy.school_calendar import assumption_about

ONE_DAY = timedelta(days=1)


async def simulate(
    framework: Framework, starts: int, register: Path | None, seed: int, *, until: date | None = None
) -> Iterator[str]:
    """The lines of a year that begins in the autumn of `starts`, or of its days to `until`. The same arguments give the
    same lines.

    Raises Refused when the register file has no school of this council.
    """
    dice = random.Random(seed)  # noqa: S311 - made-up work, nothing secret
    world = made_up_world(framework, starts, dice, register)
    play = Play(world)
    try:
        calendar = await play.look(lambda session: facts_of(session, world.team).calendar)
        year = calendar.year(starts)
        life = Life(play, calendar, dice)
        day, last_day = year.first_day, until or year.last_day
        while day <= last_day:
            await life.day(day)
            day += ONE_DAY
        await play.pass_until(at(last_day, "20:00"))
    finally:
        play.close()
    assumed = f"; {assumption_about(starts)}" if year.assumed else ""
    head = (
        f"{framework.strategy}, school year {year.label}, seed {seed}{assumed}",
        f"{len(world.schools)} schools, {len(world.advisers)} advisers, a lead, a chair and a clerk, all made up; "
        f"{play.typed:,} lines typed, {len(play.sent):,} messages sent.",
    )
    return iter((*head, *reminder_lines(play.sent), "", *count_lines(play.sent), *_refusals(play)))


def _refusals(play: Play) -> Iterator[str]:
    """Lines of the made-up team that were not understood: they tell of a fault in the simulation, or in the bot."""
    if play.refused:
        yield ""
        yield "Lines that were not understood:"
        yield ""
        yield from (f"  {count:>5}  {words}" for words, count in sorted(play.refused.items()))
