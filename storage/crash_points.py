"""Named steps at which a test lets the process die, as if it had been killed from outside; otherwise they do nothing.

The variable RRP_CRASH_AT holds k, and the k-th step that is reached is the last. It is read once, at import.
"""

from __future__ import annotations

import os
import signal
import threading

VARIABLE = "RRP_CRASH_AT"


class _Countdown:
    """How many steps are left, shared by all threads."""

    def __init__(self, steps: int) -> None:
        self._left = steps
        self._lock = threading.Lock()

    def reached(self, name: str) -> None:
        """Die at the last step, and say on standard error which it was."""
        with self._lock:
            self._left -= 1
            if self._left == 0:
                os.write(2, f"crash point: {name}\n".encode())
                os.kill(os.getpid(), signal.SIGKILL)


_countdown: _Countdown | None = None


def crash_point(name: str) -> None:
    """A step between two others. Nothing happens here in ordinary life."""
    if _countdown is not None:
        _countdown.reached(name)


def arm(steps: str | None) -> None:
    """Let the process die at this step from now on; not at all for None or what is no number above nought."""
    global _countdown
    _countdown = _Countdown(int(steps)) if steps and steps.isdecimal() and int(steps) > 0 else None


arm(os.environ.get(VARIABLE))
