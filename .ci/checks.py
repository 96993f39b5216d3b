"""What no other tool looks at: locks that fit pyproject.toml, nothing of anybody's machine in a file, short files."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = {"requirements.txt": ("build",), "requirements-dev.txt": ("build", "dev", "postgres")}
DIRECT = "rrp-bot (pyproject.toml)"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^\s;\\]+)", re.MULTILINE)
PRIVATE = {
    "a path of somebody's machine": re.compile(r"(?<![\w.:/])/(?:work|root|farm|home|Users)/\w"),
    "an address of a package registry": re.compile(r"\b(?:pypi\.org/simple|files\.pythonhosted\.org|test\.pypi\.org)"),
    "an option that names a registry": re.compile(r"^\s*--(?:extra-)?(?:index-url|find-links)\b", re.MULTILINE),
}
LONGEST = 300


@dataclass(frozen=True)
class Pin:
    """One line of a lock."""

    version: str
    direct: bool


def pins(lock: str) -> dict[str, Pin]:
    """What a lock holds fast, by name, and whether pyproject.toml asks for it."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    starts = list(PINNED.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return {
        canonicalize_name(start["name"]): Pin(start["version"], DIRECT in text[start.end() : end])
        for start, end in zip(starts, ends, strict=True)
    }


def wrong_locks() -> Iterator[str]:
    """Where a lock and pyproject.toml, or the two locks, do not agree."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for lock, extras in LOCKS.items():
        held = pins(lock)
        asked = [
            *project["dependencies"],
            *(item for extra in extras for item in project["optional-dependencies"][extra]),
        ]
        wanted = [Requirement(item) for item in asked]
        for requirement in wanted:
            pin = held.get(canonicalize_name(requirement.name))
            if pin is None or not requirement.specifier.contains(pin.version, prereleases=True):
                yield f"{lock} has {pin.version if pin else 'no'} {requirement.name}, pyproject.toml says {requirement}"
        names = {canonicalize_name(requirement.name) for requirement in wanted}
        for name in sorted(name for name, pin in held.items() if pin.direct and name not in names):
            yield f"{lock} has {name}, which pyproject.toml no longer asks for"
    smaller, larger = (pins(lock) for lock in LOCKS)
    for name, pin in smaller.items():
        if name not in larger or larger[name].version != pin.version:
            yield f"the locks differ about {name}"


def texts() -> Iterator[tuple[str, str]]:
    """Every text file that git has or would take, with its name."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - a fixed command
    for name in sorted(set(listed.stdout.decode().split("\0")) - {""}):
        file = ROOT / name
        if not file.is_file() or b"\0" in (content := file.read_bytes())[:8000]:
            continue
        yield name, content.decode("utf-8", errors="replace")


def main() -> int:
    """Print what is wrong; the number of it is the exit status."""
    wrong = [f"{found} (make lock)" for found in wrong_locks()]
    for name, text in texts():
        wrong += [f"{name}: {what}: {found[0]!r}" for what, sign in PRIVATE.items() if (found := sign.search(text))]
        lines = text.count("\n")
        if name.endswith(".py") and lines > LONGEST and "migrations/versions" not in name:
            sys.stdout.write(f"Worth a look: {name} has {lines} lines; is there a noun hiding in it?\n")
    sys.stdout.writelines(f"{found}\n" for found in wrong)
    sys.stdout.write("Locks and files: " + (f"{len(wrong)} faults.\n" if wrong else "all well.\n"))
    return min(len(wrong), 100)


if __name__ == "__main__":
    sys.exit(main())
