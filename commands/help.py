"""`help`: all that the bot can do, made from the declarations."""

from __future__ import annotations

from commands.command import EVERYBODY, Command, Field, Request
from commands.finding import split_command
from commands.kinds.words import Text
from commands.line import capital
from notifications.message import Message, Table
from policy.refused import Refused


def help_command(request: Request, about: str | None) -> Message:
    """The commands that the asker may use, or one of them with its example and its fields."""
    usable = tuple(
        command
        for command in request.commands
        if command.allowed & request.roles and command.wanted_by(request.framework)
    )
    if about is None:
        rows = tuple((command.name, command.help, command.example) for command in usable)
        return Message(
            "What I can do for you",
            ("A whole line, or just the command: then I ask. “stop” drops a question.",),
            Table(("Command", "What it does", "For example"), rows),
        )
    found = split_command(about, request.commands)
    if found is None:
        raise Refused(f"I have no command “{about}”. “help” shows all that I can do.")
    command = found[0]
    fields = [
        f"{field.label}{f' {capital(field.help)}.' if field.help else ''}"
        f"{'' if field.required else ' (may be left out)'}"
        for field in command.fields
    ]
    return Message(f"{command.name}: {command.help}", (f"For example: {command.example}", *fields))


COMMAND = Command(
    name="help",
    help="What I can do for you.",
    example="help visit note",
    fields=(Field("about", "Which command?", Text(), required=False),),
    allowed=EVERYBODY,
    run=help_command,
    changes=False,
    bare_runs=True,
)
