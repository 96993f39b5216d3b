"""The verbs about councils' frameworks: list, show, check, diff, new and use."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy.refused import Refused

if TYPE_CHECKING:
    from policy.framework import Framework


def declare(verbs: Any) -> None:
    """Add the verbs to the command line. What they need is imported when they are called."""
    inside = verbs.add_parser("framework", help="councils' documents as data").add_subparsers(
        required=True, metavar="VERB"
    )
    inside.add_parser("list", help="the frameworks that are shipped").set_defaults(verb=_list)
    show = inside.add_parser("show", help="read one, or one section of it, with the rules it comes from")
    show.add_argument("name", metavar="NAME", help="walsall, or a file")
    show.add_argument("section", nargs="?", metavar="SECTION", help="such as categories, duties, time")
    show.set_defaults(verb=_show)
    check = inside.add_parser("check", help="say everything that is wrong with a file, with its line")
    check.add_argument("file", type=Path)
    check.set_defaults(verb=_check)
    diff = inside.add_parser("diff", help="what the second has more, less or otherwise than the first")
    diff.add_argument("one", metavar="A", help="walsall, or a file")
    diff.add_argument("other", metavar="B", help="wolverhampton, or a file")
    diff.set_defaults(verb=_diff)
    new = inside.add_parser("new", help="a file of your own in this folder, to be filled in")
    new.add_argument("name", metavar="NAME", help="its key, such as dudley")
    new.add_argument("--from", dest="model", default="walsall", metavar="NAME", help="which one it is copied from")
    new.set_defaults(verb=_new)
    use = inside.add_parser("use", help="let a team work by a file of its own, or by another one that is shipped")
    use.add_argument("name", metavar="FILE", help="dudley.toml, or walsall")
    use.add_argument("--team", metavar="NAME", help="which team, where the record holds several")
    use.add_argument("--dry-run", action="store_true", help="show what would change and store nothing")
    use.set_defaults(verb=_use)


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _list(options: argparse.Namespace) -> int:
    from policy.framework import framework_names, load_framework

    found = [load_framework(name) for name in framework_names()]
    width = max(len(framework.key) for framework in found)
    _say(f"{framework.key:<{width}}  {framework.strategy} ({_counts(framework)})" for framework in found)
    return 0


def _counts(framework: Framework) -> str:
    counted = (
        (len(framework.categories), "categories"),
        (len(framework.meeting_kinds), "kinds of meeting"),
        (len(framework.visit_kinds), "of visit"),
        (len(framework.duties), "duties"),
    )
    return ", ".join(f"{number} {what}" for number, what in counted)


def _show(options: argparse.Namespace) -> int:
    from bot.framework_reading import framework_lines

    _say(framework_lines(_named(options.name), options.section))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from bot.framework_reading import difference_lines

    _say(difference_lines(_named(options.one), _named(options.other)))
    return 0


def _named(name: str) -> Framework:
    """The shipped framework of this name, or the one in this file."""
    from policy.framework import load_framework, read_framework

    if name.endswith(".toml"):
        file = Path(name)
        return read_framework(_text(file), file.stem)
    return load_framework(name)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as fault:
        raise Refused(f"{file} cannot be read: {fault.strerror}.") from fault
    except UnicodeDecodeError as fault:
        raise Refused(f"{file} is not UTF-8 text. Save it as UTF-8 and check it again.") from fault


def _check(options: argparse.Namespace) -> int:
    from policy.framework import Framework, framework_or_faults

    found = framework_or_faults(_text(options.file), options.file.stem)
    if isinstance(found, Framework):
        _say((f"{options.file.name} holds: {_counts(found)}.",))
        return 0
    many = f"{len(found)} faults" if len(found) > 1 else "1 fault"
    _say((*found, f"{options.file.name} has {many}."))
    return 1


def _new(options: argparse.Namespace) -> int:
    from policy.framework import framework_names, shipped_text

    if re.fullmatch(r"[a-z][a-z0-9-]*", options.name) is None:
        raise Refused(f"“{options.name}” is no key. Use small letters and hyphens: rrp-bot framework new dudley")
    if options.name in framework_names():
        raise Refused(f"There is a framework called {options.name} already. Choose another name.")
    file = Path(f"{options.name}.toml")
    text = re.sub(rf'^key = "{options.model}"$', f'key = "{options.name}"', shipped_text(options.model), flags=re.M)
    try:
        with file.open("x", encoding="utf-8") as empty:
            empty.write(text)
    except FileExistsError as fault:
        raise Refused(f"{file} is there already; nothing was written over it.") from fault
    _say(
        (
            f"{file} is written, a copy of {options.model}. Now go through your documents, not through the file: enter "
            "what they say,",
            'leave out what they do not, and write source = "ours" where you decide. Then:',
            f"rrp-bot framework check {file}",
        )
    )
    return 0


def _use(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.framework_reading import difference_lines
    from bot.importing import team_of_verb
    from bot.opening import opened
    from storage.audit import begin_change
    from storage.frameworks import check_fits, framework_of, work_by
    from storage.looking_again import look_at_digests_again, look_at_team_again
    from storage.news import COMMAND_LINE

    framework = _named(options.name)
    text = _text(Path(options.name)) if options.name.endswith(".toml") else None
    with opened(options.settings, with_doors=False) as (database, _migrated), database.change() as session:
        team, now = team_of_verb(session, options.team), real_time()
        _say(difference_lines(framework_of(session, team), framework))
        if options.dry_run:
            check_fits(session, team, framework)
            _say((f"{team.name} would work by {framework.strategy}. Nothing was stored: this was a dry run.",))
            return 0
        begin_change(session, team.id, None, COMMAND_LINE, now)
        work_by(session, team, framework, text)
        look_at_team_again(session, team.id, now)
        look_at_digests_again(session, team.id, now)
    _say((f"{team.name} works by {framework.strategy} from now on.",))
    return 0
