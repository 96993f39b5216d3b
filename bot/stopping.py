"""Being told to stop, by Ctrl-C or by the system."""

from __future__ import annotations

import asyncio
import signal


async def until_told_to_stop() -> None:
    """Return once SIGINT or SIGTERM has come; what is under way is then finished by its own owner."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, told.set)
    try:
        await told.wait()
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(sign)
