"""The register that ships with the project: the schools of Walsall, so that the first run needs no download."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import resources
from pathlib import Path

SHIPPED_LA_CODE = "335"
"""The council whose schools ship with the project: Walsall."""


def shipped_register() -> AbstractContextManager[Path]:
    """The shipped register as a file, for as long as the `with` block lasts: `with shipped_register() as path`.

    Source: see LICENCE.md beside it.
    """
    return resources.as_file(resources.files(__name__) / "walsall.csv")
