"""What was typed before, for the arrow keys; not the place where notes are kept."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from prompt_toolkit.history import FileHistory, History, InMemoryHistory

_FILE_NAME = "console-history"
_LONGEST_LINE = 200


class _ShortLines(FileHistory):
    """Only short single lines go to the file: pasted notes stay in the record. A full disk stops nobody's chat."""

    def store_string(self, string: str) -> None:
        if "\n" not in string and len(string) <= _LONGEST_LINE:
            with suppress(OSError):
                super().store_string(string.encode(errors="replace").decode())


def chat_history(directory: Path | None) -> History:
    """A history in this directory that only its owner may read, or, where there is none, one in memory."""
    if directory is None:
        return InMemoryHistory()
    path = directory / _FILE_NAME
    try:
        path.touch(mode=0o600)
        path.chmod(0o600)
    except OSError:
        return InMemoryHistory()
    return _ShortLines(str(path))
