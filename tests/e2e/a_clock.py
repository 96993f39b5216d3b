"""A clock that begins where a test wants it, and can be moved on by another process through a file."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path


class AClock:
    """The present of a rehearsal: it runs as the real one does, from `start` on, and by so many seconds ahead as stand
    in the file.
    """

    def __init__(self, start: datetime, ahead: Path) -> None:
        self._start = start
        self._ahead = ahead
        self._began = time.time()

    def __call__(self) -> datetime:
        said = self._ahead.read_text("utf-8").strip() if self._ahead.exists() else ""
        return self._start + timedelta(seconds=time.time() - self._began + float(said or 0))
