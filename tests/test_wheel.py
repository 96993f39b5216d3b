"""The wheel, built and installed elsewhere: everything is in it, and the demo runs from it without this folder."""

import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ABOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FLOORS = ABOUT["tool"]["importlinter"]["root_packages"]
NOT_OURS = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info")

pytestmark = pytest.mark.xdist_group("wheel")


def run(*command: str | Path, at: Path) -> str:
    """What a command printed, in a folder and an environment that know nothing of this one."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    ended = subprocess.run(command, cwd=at, env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert ended.returncode == 0, (ended.stdout + ended.stderr).decode()
    return ended.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of this folder, so that nothing is left in it; built without the network."""
    copy = tmp_path_factory.mktemp("wheel") / "source"
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, copy / floor, ignore=NOT_OURS)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, copy)
    offline = ("--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "wheel", *offline, "--wheel-dir", copy.parent, copy, at=copy.parent)
    return next(copy.parent.glob("rrp_bot-*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment with the wheel in it; other distributions are borrowed from this one."""
    place = tmp_path_factory.mktemp("elsewhere")
    venv.create(place, symlinks=True)
    there = place / "bin" / "python"
    offline = ("--no-deps", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", there, "install", *offline, wheel, at=place)
    site_packages = next(place.glob("lib/python*/site-packages"))
    # A path in a .pth file is only searched: the link to this folder that lies there as a .pth file is not followed.
    borrowed = [path for path in sys.path if path.endswith("site-packages")]
    (site_packages / "borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return there


def test_every_file_of_our_packages_is_in_the_wheel(wheel: Path):
    folders = [ROOT / floor for floor in FLOORS]
    files = {str(file.relative_to(ROOT)) for folder in folders for file in folder.rglob("*") if file.is_file()}
    wanted = {name for name in files if "__pycache__" not in name}
    assert wanted - set(zipfile.ZipFile(wheel).namelist()) == set()


def test_the_wheel_holds_nothing_but_our_packages_and_its_licence(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == set(FLOORS)
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_what_is_imported_comes_from_the_wheel(python: Path):
    imports = "; ".join(f"import {floor}; print({floor}.__file__)" for floor in FLOORS)
    places = run(python, "-c", imports, at=python.parent).splitlines()
    assert [place for place in places if not place.startswith(str(python.parents[1]))] == []


def test_a_record_is_made_from_the_wheel(python: Path, tmp_path: Path):
    script = "from storage.database import Database; from storage.migrating import migrate; "
    told = run(python, "-c", f"{script} print(migrate(Database('sqlite:///var/record.sqlite3')))", at=tmp_path)
    assert told.startswith("A new record was made")
    assert (tmp_path / "var" / "record.sqlite3").exists()


def test_the_demo_runs_from_the_wheel(python: Path, tmp_path: Path):
    first, second = (run(python, "-m", "bot", "demo", at=tmp_path) for _ in range(2))
    assert first == second != ""
    assert run(python.with_name("rrp-bot"), "demo", at=tmp_path) == first
    assert list(tmp_path.iterdir()) == []
