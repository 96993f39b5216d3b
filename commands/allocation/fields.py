"""Fields and words that several verbs about time share."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal

from commands.command import Request
from commands.kinds.times import ALength
from policy.charging import LineStands, say_amount
from policy.framework import Framework
from policy.refused import Refused
from policy.time_lines import Allocation

_IN_DAYS = re.compile(r"(?<![a-z])d(?:ays?)?\b", re.IGNORECASE)
BOUNDS = {"floor": "at least", "ceiling": "up to", "fixed": ""}


class WorkedTime(ALength):
    """How much working time: `1d`, `half a day`, `3h`; a day has as many hours as the council's table says."""

    def read(self, text: str, request: Request) -> timedelta:
        """The working time. Raises Refused for what is no length."""
        length = super().read(text, request)
        if not _IN_DAYS.search(text):
            return length
        hours = Decimal(int(length.total_seconds())) / (24 * 3600) * allocation_of(request).hours_a_day
        return timedelta(minutes=int(hours * 60))


def has_a_table(framework: Framework) -> bool:
    """Whether a council's documents print an allocation of time."""
    return framework.allocation is not None


def allocation_of(request: Request) -> Allocation:
    """The council's table of time. Raises Refused where its documents print none."""
    allocation = request.framework.allocation
    if allocation is None:
        raise Refused(f"{request.framework.strategy} prints no allocation of time.")
    return allocation


def say_granted(one: LineStands, unit: str) -> str:
    """`at least 2.5+ days`, `up to 3-4 days`, `14 hours`; empty where the table gives nothing."""
    if one.line.per == "each":
        return f"{BOUNDS[one.line.bound]} {say_amount(one.line.shares[0].amount, unit)} each".strip()
    if not one.granted:
        return "not in the table"
    number = say_amount(one.granted, unit)
    if one.least is not None:
        number = f"{one.least.normalize():f}-{number}"
    if one.more:
        number = number.replace(" ", "+ ", 1)
    return f"{BOUNDS[one.line.bound]} {number}".strip()
