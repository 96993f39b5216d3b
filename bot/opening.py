"""Opening the record for a process: its place, its lock, its shape."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from filelock import FileLock, Timeout

from bot.settings import Settings
from policy.refused import Refused
from storage.database import DOORS_WAIT_MS, VERBS_WAIT_MS, Database
from storage.migrating import Migrated, migrate


@contextmanager
def opened(settings: Settings, *, with_doors: bool) -> Iterator[tuple[Database, Migrated]]:
    """The record, migrated, for as long as the block lasts.

    A process with doors is alone on an SQLite file: a second one is refused with a sentence. Verbs may run beside it.
    """
    with ExitStack() as stack:
        database = Database(settings.database_url, wait_ms=DOORS_WAIT_MS if with_doors else VERBS_WAIT_MS)
        stack.callback(database.close)
        if with_doors and database.file is not None:
            _lock_out_others(database, stack)
        yield database, migrate(database)


def _lock_out_others(database: Database, stack: ExitStack) -> None:
    file = database.file
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        stack.enter_context(FileLock(f"{file}.lock", timeout=0))
    except Timeout as fault:
        raise Refused(
            f"Another rrp-bot is running on {database.place}. Stop it first, or set DATABASE_URL to another place."
        ) from fault
    except OSError as fault:
        raise Refused(
            f"The record cannot be kept in {database.place}: {fault.strerror}. "
            "Give this user the right to write there, or set DATABASE_URL to another place."
        ) from fault
