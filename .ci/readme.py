"""Write what the demo prints into README.md, between its two markers, so that it cannot go stale: make docs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BEGINS = "<!-- what `rrp-bot demo` prints; make docs writes it -->"
ENDS = "<!-- end of what it prints -->"


def transcript() -> str:
    """What the demo prints, as a block of text."""
    command = [sys.executable, "-m", "bot", "demo"]
    played = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - a fixed command
    return f"```text\n{played.stdout.decode('utf-8').strip()}\n```"


def with_transcript(readme: str, played: str) -> str:
    """The README with this transcript in its place. Raises ValueError when a marker is missing or stands twice."""
    if readme.count(BEGINS) != 1 or readme.count(ENDS) != 1:
        raise ValueError(f"README.md needs each of these lines once: {BEGINS} and {ENDS}")
    before, _, rest = readme.partition(BEGINS)
    _, _, after = rest.partition(ENDS)
    return f"{before}{BEGINS}\n\n{played}\n\n{ENDS}{after}"


if __name__ == "__main__":
    README.write_text(with_transcript(README.read_text(encoding="utf-8"), transcript()), encoding="utf-8")
