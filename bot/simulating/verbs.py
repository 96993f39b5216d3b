"""The verb `rrp-bot simulate`."""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from pathlib import Path
from typing import Any

from policy.refused import Refused

A_YEAR = re.compile(r"(20\d\d)/(\d\d)")
EARLIEST, LATEST = 2014, 2034


def declare(verbs: Any) -> None:
    """Add the verb to the command line. What it needs is imported when it is called."""
    verb = verbs.add_parser("simulate", help="play a school year in seconds and print every reminder")
    verb.add_argument("--framework", required=True, metavar="NAME", help="whose documents: walsall, wolverhampton ...")
    verb.add_argument("--year", required=True, metavar="YEAR", help="the school year, such as 2026/27")
    verb.add_argument(
        "--schools", type=Path, metavar="FILE", help="a register file (GIAS); made-up schools, if left out"
    )
    verb.add_argument("--seed", type=int, default=7, metavar="N", help="another number, another year; 7")
    verb.set_defaults(verb=_simulate)


def year_given(text: str) -> int:
    """The calendar year in which a school year such as 2026/27 begins. Raises Refused for anything else."""
    found = A_YEAR.fullmatch(text.strip())
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Refused(f"“{text}” is no school year. What works: --year 2026/27")
    if not EARLIEST <= int(found[1]) <= LATEST:
        raise Refused(f"{text} is too far away: no term dates are known. What works: --year 2026/27")
    return int(found[1])


def _simulate(options: argparse.Namespace) -> int:
    from bot.simulating.year import simulate
    from policy.framework import load_framework

    framework, starts = load_framework(options.framework), year_given(options.year)
    for line in asyncio.run(simulate(framework, starts, options.schools, options.seed)):
        sys.stdout.write(f"{line}\n")
    return 0
