"""The command line. Each verb imports what it needs when it is called, so that help is quick."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot import arriving, framework_verbs
from bot.simulating import verbs as simulating
from bot.slack import verbs as slack_verbs
from policy.refused import Refused

if TYPE_CHECKING:
    from bot.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; the exit status. A refusal is a sentence on standard error and status 1."""
    options = _parser().parse_args(arguments)
    try:
        options.settings = _prepared()
        status: int = options.verb(options)
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _prepared() -> Settings:
    """The settings of this process, read once. They set up the logs before anything can be logged: what is logged by
    default shows the values of local variables, and with them what people wrote.
    """
    from bot.logs import set_up_logs
    from bot.settings import read_settings

    settings = read_settings()
    set_up_logs(settings)
    return settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rrp-bot", description="Visit notes on time, for school-improvement teams.")
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")

    run = verbs.add_parser("run", help="start the bot; without tokens, a chat at this terminal")
    run.add_argument("--team", metavar="NAME", help="which team, where the record holds several")
    run.set_defaults(verb=_run)

    console = verbs.add_parser("console", help="the terminal door: a chat, or lines from standard input")
    console.add_argument("--as", dest="speaker", metavar="NAME", help="who speaks; the first adviser, if left out")
    console.add_argument("--at", metavar="TIME", help="let the clock stand at 2026-11-25T09:00")
    console.add_argument("--team", metavar="NAME", help="which team, where the record holds several")
    console.set_defaults(verb=_console)

    demo = verbs.add_parser("demo", help="play a school week on a throwaway record")
    demo.set_defaults(verb=_demo)

    init = verbs.add_parser("init", help="make a team and its first admin")
    init.add_argument("--team", required=True, metavar="NAME")
    init.add_argument("--framework", required=True, metavar="NAME", help="whose documents: walsall, telford ...")
    init.add_argument("--admin", required=True, metavar="NAME", help='the first admin, "Jane Doe"')
    init.add_argument("--la", metavar="CODE", help="the local authority's code, if it is not the framework's own")
    init.add_argument("--slack", metavar="USER", help="who the admin is on Slack: U01ALICE, or T01TEAM/U01ALICE")
    init.add_argument("--telegram", metavar="NUMBER", help="who the admin is on Telegram: 12345")
    init.set_defaults(verb=_init)

    schools = verbs.add_parser("schools", help="the register of schools")
    register = schools.add_subparsers(required=True, metavar="VERB")
    importing = register.add_parser("import", help="read a register file of Get Information about Schools (GIAS)")
    importing.add_argument("file", type=Path)
    importing.add_argument("--la", metavar="CODE", help="only the schools of this local authority, such as 335")
    importing.add_argument("--dry-run", action="store_true", help="show what would change and store nothing")
    importing.set_defaults(verb=_import_schools)

    terms = verbs.add_parser("terms", help="term dates")
    dates = terms.add_subparsers(required=True, metavar="VERB")
    reading = dates.add_parser("import", help="read a csv of terms, half terms and INSET days by area")
    reading.add_argument("file", type=Path)
    reading.add_argument("--dry-run", action="store_true", help="show what would change and store nothing")
    reading.set_defaults(verb=_import_terms)

    outbox = verbs.add_parser("outbox", help="messages that were set aside: list them, try again or drop them")
    deciding = outbox.add_subparsers(required=True, metavar="VERB")
    deciding.add_parser("list", help="show what was set aside and which places take nothing").set_defaults(
        verb=_outbox, what="list", id=""
    )
    for what, does in (("retry", "try one again"), ("drop", "leave one unsent for good")):
        verb = deciding.add_parser(what, help=does)
        verb.add_argument("id", metavar="ID", help="17, or place-3, as the list shows it")
        verb.set_defaults(verb=_outbox, what=what)

    arriving.declare(verbs)
    slack_verbs.declare(verbs)
    simulating.declare(verbs)
    framework_verbs.declare(verbs)

    doctor = verbs.add_parser("doctor", help="say what is missing, in words")
    doctor.set_defaults(verb=_doctor)
    return parser


def _run(options: argparse.Namespace) -> int:
    from bot.doors import has_doors
    from bot.opening import opened

    settings = options.settings
    if has_doors(settings):
        from bot.process import serve

        with opened(settings, with_doors=True) as (database, migrated):
            sys.stderr.write(f"{migrated} It is kept in {database.place}\n")
            return asyncio.run(serve(database, settings))
    return _talk(settings, speaker=None, team=options.team, at=None)


def _console(options: argparse.Namespace) -> int:
    from bot.console.clock_words import moment_given

    at = moment_given(options.at) if options.at else None
    return _talk(options.settings, speaker=options.speaker, team=options.team, at=at)


def _talk(settings: Settings, *, speaker: str | None, team: str | None, at: datetime | None) -> int:
    from bot.opening import opened
    from bot.terminal import terminal

    with opened(settings, with_doors=True) as (database, migrated):
        sys.stderr.write(f"{migrated} It is kept in {database.place}\n")
        return asyncio.run(terminal(database, settings, speaker=speaker, team=team, at=at))


def _demo(options: argparse.Namespace) -> int:
    from bot.demo import play

    return asyncio.run(play())


def _init(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.opening import opened
    from bot.setting_up import set_up_team
    from bot.who_on_doors import known_on_doors

    settings = options.settings
    known_as = known_on_doors(settings, slack=options.slack, telegram=options.telegram)
    with opened(settings, with_doors=False) as (database, migrated):
        sys.stdout.write(f"{migrated} It is kept in {database.place}\n")
        with database.change() as session:
            lines = set_up_team(
                session,
                name=options.team,
                framework=options.framework,
                admin=options.admin,
                la_code=options.la,
                now=real_time(),
                known_as=known_as,
            )
        sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _import_schools(options: argparse.Namespace) -> int:
    from bot.opening import opened
    from storage.imports.gias import import_register

    def progress(schools: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{schools:,} schools read ...")
            sys.stderr.flush()

    with opened(options.settings, with_doors=False) as (database, _migrated):
        with database.change() as session:
            report = import_register(
                session, options.file, la_code=options.la, dry_run=options.dry_run, progress=progress
            )
        if sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")
        sys.stdout.write("".join(f"{line}\n" for line in report.lines()))
    return 0


def _import_terms(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.opening import opened
    from storage.imports.terms import import_terms
    from storage.visits import look_at_all_again

    with opened(options.settings, with_doors=False) as (database, _migrated), database.change() as session:
        report = import_terms(session, options.file, dry_run=options.dry_run)
        if not options.dry_run:
            look_at_all_again(session, real_time())
    sys.stdout.write("".join(f"{line}\n" for line in report.lines()))
    return 0


def _outbox(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.opening import opened
    from bot.outbox_verbs import drop, list_outbox, retry

    with opened(options.settings, with_doors=False) as (database, _migrated):
        if options.what == "list":
            with database.read() as session:
                lines = list_outbox(session)
        else:
            decide = retry if options.what == "retry" else drop
            with database.change() as session:
                lines = (decide(session, options.id, real_time()),)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor import examine
    from bot.opening import opened

    settings = options.settings
    with opened(settings, with_doors=False) as (database, migrated):
        findings = examine(database, settings, migrated)
    for finding in findings:
        sys.stdout.write(f"{'ok     ' if finding.is_well else 'missing'}  {finding.words}\n")
    return 0 if all(finding.is_well for finding in findings) else 1
