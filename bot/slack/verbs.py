"""The verbs of Slack: its manifest, and the workspaces of further councils."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from policy.refused import Refused


def declare(verbs: Any) -> None:
    """Add the verbs to the command line. What they need is imported when they are called."""
    shows = verbs.add_parser("manifest", help="print the manifest that makes the Slack app in one paste")
    shows.add_argument("--url", metavar="ADDRESS", help="for Slack over HTTP: https://bot.example.org")
    shows.add_argument("--name", metavar="NAME", help="what the app is called in Slack")
    shows.add_argument("--workspace", metavar="NAME", default="", help="for a further workspace over HTTP")
    shows.set_defaults(verb=_manifest)

    workspaces = verbs.add_parser("workspace", help="the Slack workspaces of further councils")
    inside = workspaces.add_subparsers(required=True, metavar="VERB")
    adding = inside.add_parser("add", help="add one; its secrets are SLACK_BOT_TOKEN_NAME and SLACK_APP_TOKEN_NAME")
    removing = inside.add_parser("remove", help="leave one; what its people have written stays")
    for verb, what in ((adding, "add"), (removing, "remove")):
        verb.add_argument("name", metavar="NAME", help="small letters, digits and _: sandwell")
        verb.set_defaults(verb=_workspace, what=what)
    inside.add_parser("list", help="show them").set_defaults(verb=_workspace, what="list", name="")


def _manifest(options: argparse.Namespace) -> int:
    from bot.slack.manifest import APP_NAME, manifest
    from bot.slack.tokens import NAME

    url, workspace = options.url, options.workspace
    if url is not None and not url.startswith("https://"):
        raise Refused(f"“{url}” is no address that Slack calls. It looks like https://bot.example.org")
    if workspace and not NAME.fullmatch(workspace):
        raise Refused(f"“{workspace}” is no name of a workspace: small letters, digits and _, for example sandwell")
    path = f"/slack/events/{workspace}" if workspace else "/slack/events"
    address = f"{url.rstrip('/')}{path}" if url else None
    made = manifest(address, name=options.name or APP_NAME)
    sys.stdout.write(json.dumps(made, indent=2, ensure_ascii=False) + "\n")
    return 0


def _workspace(options: argparse.Namespace) -> int:
    from bot.console.clock import real_time
    from bot.opening import opened
    from bot.slack.workspaces import add, listed, remove

    with opened(options.settings, with_doors=False) as (database, _migrated):
        if options.what == "list":
            with database.read() as session:
                lines = listed(session)
        elif options.what == "add":
            with database.change() as session:
                lines = add(session, options.settings, options.name, real_time())
        else:
            with database.change() as session:
                lines = remove(session, options.name)
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0
