"""One attempt to send, from its beginning to a fate: unclear ones are looked into where the platform lets us."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import structlog

from notifications.messenger import CanEdit, CanLook, Fate, Messenger, Outcome, Parcel
from notifications.recording import Claimed
from storage.crash_points import crash_point

SEND_SECONDS = 20.0
"""The longest that one attempt to send may take."""
LOOK_SECONDS = 10.0
"""The longest that one look may take. Two looks and an attempt together end well before the lease of 60 seconds."""
LATEST_START_SECONDS = 15.0
"""Whoever comes to send later than this after the claim was held up, and lets the message be claimed again."""
MOST_LOOKS = 5
"""After so many looks in vain the message is repeated, as where nobody can look."""
MAY_BE_A_REPEAT = "This may be a repeat: I could not see whether it had arrived."
log = structlog.get_logger()


async def attempt(messenger: Messenger, claimed: Claimed) -> tuple[Claimed, Outcome]:
    """Send a claimed message at most once, and say what became of it. Raises nothing but for being cancelled.

    What may have arrived before is looked for first. Where nobody can look, it is said once more, with the remark that
    it may be a repeat.
    """
    looks = isinstance(messenger, CanLook) and claimed.looks < MOST_LOOKS
    if claimed.unclear_since is not None and looks:
        found = await _look(messenger, claimed.parcel, claimed.unclear_since)
        if found is None:
            return replace(claimed, only_looked=True), Outcome(
                Fate.LATER, because="it cannot be seen whether it arrived"
            )
        if found.fate is Fate.SENT:
            return claimed, found
    elif claimed.unclear_since is not None:
        claimed = replace(claimed, parcel=_with_remark(claimed.parcel), is_repeat=True)
    crash_point("sending")
    outcome = await _send(messenger, claimed.parcel)
    crash_point("sent")
    if outcome.fate is Fate.UNCLEAR and looks:
        found = await _look(messenger, claimed.parcel, claimed.at)
        if found is not None and found.fate is Fate.SENT:
            return claimed, replace(found, was_unclear=True)
    return claimed, outcome


def _with_remark(parcel: Parcel) -> Parcel:
    message = parcel.message
    return replace(parcel, message=replace(message, lines=(*message.lines, MAY_BE_A_REPEAT)))


async def _send(messenger: Messenger, parcel: Parcel) -> Outcome:
    try:
        async with asyncio.timeout(SEND_SECONDS):
            return await messenger.send(parcel)
    except TimeoutError:
        return Outcome(Fate.UNCLEAR, because=f"no answer in {SEND_SECONDS:.0f} seconds")
    except Exception as fault:
        log.error("door failed", door=parcel.door, exc_info=fault)
        return Outcome(Fate.UNCLEAR, because=f"the door failed: {type(fault).__name__}")


async def attempt_edit(messenger: CanEdit, parcel: Parcel, platform_id: str) -> Outcome:
    """Change a message where it stands, once. Raises nothing but for being cancelled."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            return await messenger.edit(parcel, platform_id)
    except TimeoutError:
        return Outcome(Fate.UNCLEAR, because=f"no answer in {SEND_SECONDS:.0f} seconds")
    except Exception as fault:
        log.error("edit failed", door=parcel.door, exc_info=fault)
        return Outcome(Fate.REFUSED, because=f"the door failed: {type(fault).__name__}")


async def _look(messenger: Messenger, parcel: Parcel, since: datetime) -> Outcome | None:
    if not isinstance(messenger, CanLook):
        return None
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await messenger.look(parcel, since)
    except TimeoutError:
        return None
    except Exception as fault:
        log.error("look failed", door=parcel.door, exc_info=fault)
        return None
