"""The lines of a team's own file put to work one by one: each is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy.orm import Session

from policy.refused import Refused
from storage.audit import Change
from storage.imports.line_report import Fate, FileReport, LineReport
from storage.imports.sheets import Line, Sheet


def taken_in(
    session: Session, sheet: Sheet, store: Callable[[Line], LineReport], *, dry_run: bool
) -> tuple[LineReport, ...]:
    """What became of each line that was put to `store`, which may raise Refused; then nothing of the line is stored.

    In a dry run everything is stored and taken back, so that its report is the one of the real run. The change must
    have begun.
    """
    with _savepoint(session) as whole:
        found = tuple(_taken_in(session, line, store) for line in sheet.lines)
        if dry_run:
            whole.undo()
    return found


def report_on(sheet: Sheet, lines: Sequence[LineReport], remarks: Sequence[str | None], *, dry_run: bool) -> FileReport:
    """The report on a file; remarks that are None are left out."""
    return FileReport(sheet.place, lines, (*sheet.remarks, *(one for one in remarks if one)), dry_run)


def _taken_in(session: Session, line: Line, store: Callable[[Line], LineReport]) -> LineReport:
    try:
        if line.faults:
            raise Refused("; ".join(line.faults))
        with _savepoint(session):
            return store(line)
    except Refused as refusal:
        return LineReport(line.number, Fate.REFUSED, f"{str(refusal).rstrip('.')}.")


class _Whole:
    """A savepoint, with the change as it was when it was made: undoing gives the audit's chain back too."""

    def __init__(self, session: Session) -> None:
        change: Change | None = session.info.get("change")
        self._session = session
        self._before = replace(change, watched=list(change.watched)) if change else None
        self._savepoint = session.begin_nested()

    def undo(self) -> None:
        """Take back everything since."""
        self._savepoint.rollback()
        self._session.info["change"] = self._before

    def keep(self) -> None:
        """Store what has not been taken back."""
        if self._savepoint.is_active:
            self._session.flush()
            self._savepoint.commit()


@contextmanager
def _savepoint(session: Session) -> Iterator[_Whole]:
    whole = _Whole(session)
    try:
        yield whole
        whole.keep()
    except Refused:
        whole.undo()
        raise
