"""Draw the picture of the README, docs/pictures/terminal.svg, by playing a few lines on the real program: make docs."""

import asyncio
import io
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from bot.console.clock import Clock
from bot.console.colour import ColourScreen
from bot.console.messenger import EmailOnScreen
from bot.console.script import recited
from bot.sample import add_sample_team
from bot.terminal import open_backstage
from policy.saying import LONDON
from storage.database import Database
from storage.migrating import migrate
from storage.teams import all_teams

PICTURE = Path(__file__).parents[1] / "docs" / "pictures" / "terminal.svg"
ABOUT = "The terminal: a visit is logged, its reminder comes the next morning, the note goes to the head teacher"
SPEAKER = "Amina Khan"
STARTS_AT = datetime(2026, 11, 24, 11, 30, tzinfo=LONDON)
LINES = (
    "/visit Old Hall today 9-11 support: Attendance is up.",
    "clock +1d",
    "/visit sent V1 by hand",
)
COLUMNS = 92
FONT = 14
ADVANCE = 0.602 * FONT  # how wide a character is in the usual fonts of terminals; textLength holds the others to it
LEADING = 20
MARGIN = 24
BAR = 36
INK = "#24292f"
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">
<title>{about}</title>
<style>
text {{ font: {font}px ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }}
{styles}
</style>
<rect x="0.5" y="0.5" width="{inner_width}" height="{inner_height}" rx="10" fill="#fdfcfa" stroke="#d0cdc6"/>
<g fill="#d0cdc6"><circle cx="24" cy="20" r="5"/><circle cx="42" cy="20" r="5"/><circle cx="60" cy="20" r="5"/></g>
{text}
</svg>
"""


def drawn() -> str:
    """The picture as SVG: the same bytes for the same words, with no address of anything but the name of its format."""
    lines = list(AnsiDecoder().decode(shown().rstrip()))
    classes: dict[str, str] = {}
    text = "\n".join(piece for number, line in enumerate(lines) for piece in pieces(line, number, classes))
    width, height = round(COLUMNS * ADVANCE) + 2 * MARGIN, BAR + len(lines) * LEADING + MARGIN
    return DRAWING.format(
        about=escape(ABOUT),
        width=width,
        height=height,
        inner_width=width - 1,
        inner_height=height - 1,
        font=FONT,
        styles="\n".join(f".{name} {{ {css} }}" for css, name in classes.items()),
        text=text,
    )


def pieces(line: Text, number: int, classes: dict[str, str]) -> Iterator[str]:
    """One line of the screen, piece by piece; `classes` gathers how each looks."""
    column = 0
    for words, style, _control in line.render(Console()):
        begins = column + len(words) - len(words.lstrip())
        column += cell_len(words)
        if said := words.strip():
            look = classes.setdefault(css_of(style), f"s{len(classes)}")
            x, y = MARGIN + begins * ADVANCE, BAR + (number + 1) * LEADING
            long = cell_len(said) * ADVANCE
            yield f'<text class="{look}" x="{x:.1f}" y="{y}" textLength="{long:.1f}">{escape(said)}</text>'


def css_of(style: Style | None) -> str:
    """Colour and weight."""
    colour = style.color.get_truecolor().hex if style and style.color else INK
    return f"fill: {colour}" + ("; font-weight: bold" if style and style.bold else "")


def shown() -> str:
    """What a terminal with colours is sent while the lines are played."""
    sent = io.StringIO()
    asyncio.run(played(ColourScreen(Console(file=sent, force_terminal=True, color_system="256", width=COLUMNS))))
    return sent.getvalue()


async def played(screen: ColourScreen) -> None:
    """Play the lines on a throwaway record of the sample team."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'picture.sqlite3'}")
        migrate(database)
        with database.change() as session:
            add_sample_team(session, STARTS_AT)
            team = all_teams(session)[0]
        clock = Clock(STARTS_AT)
        core, backstage = open_backstage(database, team, screen, clock, EmailOnScreen(screen, clock))
        try:
            if await recited(backstage, clock, screen, speaker=SPEAKER, lines=LINES):
                sys.exit("The picture was not drawn: one of its lines is no longer understood.")
        finally:
            core.close()
            database.close()


if __name__ == "__main__":
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(drawn(), encoding="utf-8")
