"""The command line sets up the logs for its process; a test that calls it leaves them as they were."""

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """Whatever a test sets up writes into a stream that is closed after it."""
    yield
    structlog.reset_defaults()
