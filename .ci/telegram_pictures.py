"""Draw the main chats as Telegram shows them: make pictures. What is drawn is what the door would send.

Needs a Chromium (Debian: apt-get install chromium); nothing leaves this machine.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from bot.arrival import Arrival
from bot.clockwork import Clockwork
from bot.core import Core
from bot.sample import add_sample_team
from bot.telegram.answering import sheets_of
from bot.telegram.outgoing import Say
from bot.telegram.questions import month_keyboard
from bot.telegram.render import Sheet, sheets
from notifications.messenger import Fate, Outcome, Parcel
from policy.saying import LONDON, say_time
from storage.database import Database
from storage.migrating import migrate
from storage.people import team_members
from storage.teams import all_teams

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "docs" / "pictures" / "telegram"
NOW = datetime(2026, 11, 24, 11, 30, tzinfo=LONDON)
STYLE = """
* { box-sizing: border-box; }
body { margin: 0; width: 420px; background: #a3c2a5;
       font: 15.5px/1.38 "Lato", "Noto Sans", "DejaVu Sans", sans-serif; color: #111; padding: 0 10px 14px; }
header { background: #fff; margin: 0 -10px 12px; padding: 9px 14px; display: flex; gap: 11px; align-items: center;
         border-bottom: 1px solid #d9d9d9; }
header .face { width: 38px; height: 38px; border-radius: 50%; background: #3d8bd4; color: #fff; font-weight: 700;
               display: grid; place-items: center; }
header b { display: block; } header small { color: #7a8a99; }
.said { display: flex; flex-direction: column; align-items: flex-start; margin: 7px 0; }
.said.me { align-items: flex-end; }
.bubble { background: #fff; border-radius: 13px 13px 13px 4px; padding: 7px 11px 5px; max-width: 352px; min-width: 90px;
          box-shadow: 0 1px 1px rgba(0,0,0,.16); overflow-wrap: anywhere; white-space: pre-wrap; }
.me .bubble { background: #e3fdca; border-radius: 13px 13px 4px 13px; }
.at { display: block; text-align: right; font-size: 11.5px; color: #8aa0ad; margin-top: 1px; }
.me .at { color: #6fae58; }
.who { display: block; font-weight: 700; color: #c0553b; font-size: 14px; }
.file { display: flex; gap: 10px; align-items: center; margin: 2px 0 6px; }
.file .icon { width: 40px; height: 40px; border-radius: 50%; background: #4fa4e8; color: #fff; display: grid;
              place-items: center; font-size: 19px; }
.file small { color: #7a8a99; display: block; }
.keys { width: 352px; display: grid; gap: 4px; margin-top: 4px; }
.row { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 4px; }
.key { background: rgba(72, 96, 80, .48); color: #fff; font-weight: 600; font-size: 14px; border-radius: 8px;
       padding: 7px 4px; text-align: center; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.day { text-align: center; color: #fff; background: rgba(60, 90, 70, .45); width: fit-content; margin: 10px auto;
       border-radius: 12px; padding: 2px 10px; font-size: 13px; font-weight: 600; }
"""


class Chat:
    """One chat on its way to a picture, in front of the real bot."""

    def __init__(self, database: Database, name: str, about: str) -> None:
        self._database = database
        self._core = Core(database, ("telegram", "email"))
        self._said: list[str] = []
        self._name, self._about = name, about
        self.now = NOW
        self._count = 0
        self._key = uuid4().hex
        with database.read() as session:
            self._team = all_teams(session)[0]
            self._people = {one.first_name: one.name for one in team_members(session, self._team.id)}

    def types(self, who: str, text: str) -> Sheet:
        """Somebody writes, and the bot answers."""
        self._bubble(html.escape(text), me=True)
        return self._answer(who, text, pressed=False)

    def presses(self, who: str, sheet: Sheet, label: str, *, in_place: bool = False) -> Sheet:
        """Somebody presses a button of a sheet; with `in_place` the picture shows the new words instead of the old."""
        rows = sheet.keyboard.inline_keyboard if sheet.keyboard is not None else ()
        says = next(str(one.callback_data) for row in rows for one in row if one.text == label)
        if in_place:
            self._said.pop()
        return self._answer(who, says, pressed=True)

    def _answer(self, who: str, text: str, *, pressed: bool) -> Sheet:
        self._count += 1
        arrival = Arrival(
            door="console",
            workspace="local",
            user=self._people[who].casefold(),
            channel=self._key,
            text=text,
            receipt_key=f"{self._key}-{self._count}",
            now=self.now,
            team_id=self._team.id,
            pressed=pressed,
            asks_all=True,
        )
        found = sheets_of(asyncio.run(self._core.handle(arrival)).message)
        for sheet in found:
            self.shows(sheet)
        return found[-1]

    def shows(self, sheet: Sheet, who: str = "") -> None:
        """The bot says a sheet."""
        file = ""
        if sheet.file is not None:
            size = f"{max(len(sheet.file.content) / 1000, 0.1):.1f} KB"
            words = f"<b>{html.escape(sheet.file.name)}</b><small>{size}</small>"
            file = f'<div class="file"><div class="icon">🗎</div><div>{words}</div></div>'
        named = f'<span class="who">{html.escape(who)}</span>' if who else ""
        self._bubble(f"{named}{file}{sheet.html}", keys=sheet)

    def day(self, words: str) -> None:
        """The mark of a new day."""
        self._said.append(f'<div class="day">{html.escape(words)}</div>')

    def _bubble(self, inner: str, *, me: bool = False, keys: Sheet | None = None) -> None:
        rows = keys.keyboard.inline_keyboard if keys is not None and keys.keyboard is not None else ()
        drawn = "".join(
            '<div class="row">' + "".join(f'<div class="key">{html.escape(one.text)}</div>' for one in row) + "</div>"
            for row in rows
        )
        board = f'<div class="keys">{drawn}</div>' if drawn else ""
        side = "said me" if me else "said"
        at = f'<span class="at">{say_time(self.now)}{" ✓✓" if me else ""}</span>'
        self._said.append(f'<div class="{side}"><div class="bubble">{inner}{at}</div>{board}</div>')

    def draw(self, file: str) -> None:
        """Write the picture."""
        self._core.close()
        face = html.escape(self._name[0])
        head = f'<div class="face">{face}</div><div><b>{html.escape(self._name)}</b><small>{self._about}</small></div>'
        page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><header>{head}</header>{''.join(self._said)}"
        _photograph(page, PLACE / file)


def _photograph(page: str, file: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("There is no Chromium here. On Debian: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "chat.html"
        source.write_text(f"{page}<script>document.title=document.documentElement.scrollHeight</script>", "utf-8")
        common = [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}",
        ]
        dumped = subprocess.run([*common, "--dump-dom", source.as_uri()], capture_output=True, check=True)  # noqa: S603
        height = int(re.search(r"<title>(\d+)</title>", dumped.stdout.decode())[1])  # type: ignore[index]
        size = [f"--window-size=420,{height}", "--force-device-scale-factor=2", f"--screenshot={file}"]
        subprocess.run([*common, *size, source.as_uri()], capture_output=True, check=True)  # noqa: S603
    sys.stdout.write(f"{file.relative_to(ROOT)}\n")


class Shown:
    """A way out that keeps what would have been sent."""

    def __init__(self, door: str) -> None:
        self.door = door
        self.parcels: list[Parcel] = []

    async def send(self, parcel: Parcel) -> Outcome:
        """Keep it."""
        self.parcels.append(parcel)
        return Outcome(Fate.SENT, platform_id=str(len(self.parcels)))


def reminders(database: Database, until: datetime, receiver: str) -> list[tuple[datetime, Parcel]]:
    """What one person would have been told until then, a tick each quarter of an hour."""
    core = Core(database, ("console", "email"))
    shown = {door: Shown(door) for door in ("console", "email")}
    clockwork = Clockwork(core, shown)
    now, found = NOW, []
    while now <= until:
        before = len(shown["console"].parcels)
        asyncio.run(clockwork.tick(now))
        found += [(now, one) for one in shown["console"].parcels[before:] if one.receiver == receiver]
        now += timedelta(minutes=15)
    core.close()
    return found


def a_record(folder: str) -> Database:
    """The try-out team on a record of its own."""
    database = Database(f"sqlite:///{folder}/record.sqlite3")
    migrate(database)
    with database.change() as session:
        add_sample_team(session, NOW)
    return database


def main() -> None:
    """Draw them all."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = a_record(folder)
        by_line(database)
        by_form(database)
        a_month(database)
        a_reminder(database)
        a_group(database)
        the_strategy(database)
        database.close()


def by_line(database: Database) -> None:
    """A visit, its note, a list."""
    chat = Chat(database, "RRP bot", "bot")
    sheet = chat.types("Amina", "/visit Old Hall today 9-11 support: Attendance is up since September.")
    chat.presses("Amina", sheet, "Send it")
    chat.types("Amina", "/mine")
    chat.draw("by-line.png")


def the_strategy(database: Database) -> None:
    """What is due at a school, and a concern with the council's own steps."""
    chat = Chat(database, "RRP bot", "bot")
    chat.types("Leo", "/school adviser Old Hall @amina")
    chat._said.clear()
    chat.types("Amina", "/board Old Hall")
    chat.types("Amina", "/concern raise Old Hall causing concern: results fell twice")
    chat.draw("what-is-due.png")


def by_form(database: Database) -> None:
    """A form, one question at a time."""
    chat = Chat(database, "RRP bot", "bot")
    chat.types("Amina", "/visit")
    chat.types("Amina", "short heath")
    chat.draw("by-form.png")


def a_month(database: Database) -> None:
    """A day out of a month."""
    chat = Chat(database, "RRP bot", "bot")
    sheet = chat.types("Amina", "/visit plan Short Heath core")
    rows = sheet.keyboard.inline_keyboard if sheet.keyboard is not None else ()
    says = next(str(one.callback_data) for row in rows for one in row if "Another" in one.text)
    chat._said.pop()
    chat.shows(replace(sheet, keyboard=month_keyboard(says, sheet.keyboard, NOW.date())))
    chat.draw("a-month.png")


def a_reminder(database: Database) -> None:
    """The next day's digest and reminder."""
    until = datetime(2026, 11, 26, 10, 30, tzinfo=LONDON)
    told = reminders(database, until, "Amina Khan")
    chat = Chat(database, "RRP bot", "bot")
    last = None
    for at, parcel in told[-4:]:
        if last != at.date():
            chat.day(f"{at:%-d %B}")
            last = at.date()
        chat.now = at
        chat.shows(sheets(parcel.message, most_pages=1)[-1])
    chat.draw("reminders.png")


def a_group(database: Database) -> None:
    """What a group sees."""
    from bot.telegram.answering import answer_jobs
    from bot.telegram.arrivals import Heard, Me
    from bot.telegram.place import Place

    chat = Chat(database, "School improvement, Walsall", "5 members")
    core = Core(database, ("telegram",))
    with database.read() as session:
        team = all_teams(session)[0]
    for who, called, text in (
        ("leo barnes", "Leo", "/team here digest reminders outcomes"),
        ("amina khan", "Amina", "/visit Blackwood today 9am core 1h"),
    ):
        chat._bubble(f'<span class="who">{called}</span>{html.escape(text)}')
        arrival = Arrival(
            door="console",
            workspace="local",
            user=who,
            channel="-1001",
            text=text,
            receipt_key=f"g-{called}",
            now=NOW,
            team_id=team.id,
            asks_all=True,
            asks_in="alone",
            reachable=False,
        )
        answer = asyncio.run(core.handle(arrival))
        heard = Heard(arrival, Place(-1001), 2, called)
        jobs = answer_jobs(heard, answer, Me(1, "rrp_bot"), lambda: None)
        for job in (*jobs, *(after for one in jobs for after in (one.then if isinstance(one, Say) else ()))):
            if isinstance(job, Say) and job.place.is_group:
                chat.shows(job.sheet, "RRP bot")
    core.close()
    chat.draw("a-group.png")


if __name__ == "__main__":
    main()
