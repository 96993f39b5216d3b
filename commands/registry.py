"""Every command, in the order in which help shows them. Nothing registers itself."""

from commands import help as help_
from commands import mine, snooze, undo, why
from commands.command import Command
from commands.schools import alias, card, contact
from commands.team import add, members, remove, roles
from commands.visits import cancel, change, excuse, give, lateness, log, made, note, plan, rate, send, sent
from commands.visits import list as list_

COMMANDS: tuple[Command, ...] = (
    log.COMMAND,
    plan.COMMAND,
    made.COMMAND,
    note.COMMAND,
    send.COMMAND,
    sent.COMMAND,
    lateness.COMMAND,
    list_.COMMAND,
    change.COMMAND,
    give.COMMAND,
    cancel.COMMAND,
    excuse.COMMAND,
    rate.COMMAND,
    mine.COMMAND,
    snooze.COMMAND,
    why.COMMAND,
    card.COMMAND,
    alias.COMMAND,
    contact.COMMAND,
    members.COMMAND,
    add.COMMAND,
    roles.COMMAND,
    remove.COMMAND,
    undo.COMMAND,
    help_.COMMAND,
)
