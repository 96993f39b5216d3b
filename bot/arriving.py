"""The verbs for a team that arrives with a history, and the one that makes a history up to try the lists on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def declare(verbs: Any) -> None:
    """Add the verbs to the command line. What they need is imported when they are called."""
    for noun, what, example in (
        (
            "caseload",
            "a team's schools: categories, advisers, contacts, meetings",
            "URN, category, adviser, head teacher",
        ),
        ("actions", "a team's actions", "URN, action, who, when"),
        ("governance", "governance audits: red, amber, green", "URN, rating, date, recommendations"),
    ):
        importing = _importing(verbs, noun, what, f"read the team's own xlsx or csv, by column name: {example} ...")
        importing.add_argument("--team", metavar="NAME", help="which team, where the record holds several")
        importing.set_defaults(verb=_team_file, noun=noun)
    ofsted = _importing(verbs, "ofsted", "published inspections", "read a csv of outcomes that Ofsted publishes")
    ofsted.set_defaults(verb=_ofsted)
    links = _importing(verbs, "links", "predecessors and successors", "read the links csv of the register (GIAS)")
    links.set_defaults(verb=_links)
    sample = verbs.add_parser("sample", help="a made-up year of a whole council, on a record of its own")
    sample.add_argument("--schools", type=int, default=450, metavar="N", help="how many schools have work; 450")
    sample.add_argument("--seed", type=int, default=1, metavar="N", help="another number, another year; 1")
    sample.add_argument("--at", metavar="TIME", help="when it is now in that year, such as 2026-11-25T09:00")
    sample.set_defaults(verb=_sample)


def _importing(verbs: Any, noun: str, what: str, does: str) -> argparse.ArgumentParser:
    inside = verbs.add_parser(noun, help=what).add_subparsers(required=True, metavar="VERB")
    importing: argparse.ArgumentParser = inside.add_parser("import", help=does)
    importing.add_argument("file", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="show what would change and store nothing")
    return importing


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _team_file(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.importing import IMPORTERS, import_team_file
    from bot.opening import opened

    with opened(options.settings, with_doors=False) as (database, _migrated):
        with database.change() as session:
            report = import_team_file(
                session,
                IMPORTERS[options.noun],
                options.file,
                team=options.team,
                now=real_time(),
                dry_run=options.dry_run,
            )
        _say(report.lines())
    return 1 if report.refused else 0


def _progress(done: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} lines read ...\r")
        sys.stderr.flush()


def _ofsted(options: argparse.Namespace) -> int:
    from bot.opening import opened
    from storage.imports.ofsted import import_ofsted

    with opened(options.settings, with_doors=False) as (database, _migrated):
        with database.change() as session:
            report = import_ofsted(session, options.file, dry_run=options.dry_run, progress=_progress)
        _say(report.lines())
    return 0


def _links(options: argparse.Namespace) -> int:
    from bot.importing import lines_about_successors
    from bot.opening import opened
    from storage.imports.links import import_links

    with opened(options.settings, with_doors=False) as (database, _migrated):
        with database.change() as session:
            report = import_links(session, options.file, dry_run=options.dry_run)
        _say(report.lines())
        with database.read() as session:
            _say(lines_about_successors(session))
    return 0


def _sample(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.console.clock_words import moment_given
    from bot.opening import opened
    from bot.sampling.year import add_sample_year

    now = moment_given(options.at) if options.at else real_time()
    with opened(options.settings, with_doors=False) as (database, _migrated):
        with database.change() as session:
            lines = add_sample_year(session, schools=options.schools, seed=options.seed, now=now)
        _say((*lines, f"It is kept in {database.place}"))
    return 0
