"""How likely a made-up team does what in time. Chances are for one school day unless they say otherwise."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Habits:
    """Chances from 0 to 1. They make a team that is good and busy: most things in time, some not."""

    books_early: float = 0.12
    """Something due is booked, on each day of the first two weeks of its period."""
    books_late: float = 0.06
    """It is booked, on each day after that."""
    a_year_is_long: float = 0.15
    """What has a whole year's time is seen to so much less."""
    visit_falls_through: float = 0.06
    """A planned visit is cancelled on its day (once)."""
    logs_at_once: float = 0.85
    """A visit is logged on its own day, else the next morning."""
    writes_note: float = 0.55
    agenda_in_time: float = 0.5
    """An agenda goes, on each day of the two weeks before its meeting."""
    governor_says_yes: float = 0.35
    """A governor says that they will come, on each day of those two weeks."""
    no_governor_comes: float = 0.05
    """A meeting takes place without a governor (once)."""
    minutes_go: float = 0.3
    does_action_in_time: float = 0.15
    """An open action is done, on each day of the two weeks before it is due."""
    does_action_late: float = 0.2
    makes_action: float = 0.35
    """A visit gives rise to an action (once)."""


HABITS = Habits()
