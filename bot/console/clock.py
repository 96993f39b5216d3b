"""The clock of the terminal, which people may move: the only place here that reads the real time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


def real_time() -> datetime:
    """The real time, aware, in UTC."""
    return datetime.now(UTC)


class Clock:
    """Real time moved by an offset, or, when it is given an instant, a clock that stands still until it is moved."""

    def __init__(
        self,
        standing_at: datetime | None = None,
        real_time: Callable[[], datetime] = real_time,
        *,
        may_be_moved: bool = True,
    ) -> None:
        self.may_be_moved = may_be_moved
        self._ticks = standing_at is None
        self._standing_at = None if standing_at is None else standing_at.astimezone(UTC)
        self._real_time = real_time
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """What the clock says, aware, in UTC."""
        if self._standing_at is not None:
            return self._standing_at
        return self._real_time() + self._offset

    @property
    def stands(self) -> bool:
        """Whether it stands still at this moment."""
        return self._standing_at is not None

    def stand_at(self, instant: datetime) -> None:
        """Move to `instant` and stay there, even if this clock ticks."""
        self._standing_at = instant.astimezone(UTC)

    def go_on_from(self, instant: datetime) -> None:
        """Move to `instant`; a clock that ticks goes on ticking from there."""
        if self._ticks:
            self._standing_at = None
            self._offset = instant.astimezone(UTC) - self._real_time()
        else:
            self._standing_at = instant.astimezone(UTC)
