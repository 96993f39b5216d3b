"""What a digest says: overdue and due today first, this week counted, and what changed since the last one.

Pure functions of matters and news. A person reads their own matters with the names; a channel sees school, reference
and initials before the deadline, and of what is late only numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from notifications.matters import Matter, Sort, Urgency, in_order, in_words, many_of, with_chased
from notifications.message import Button, Message, Table
from policy.saying import london_day, say_day, say_time
from storage.due import DueAt
from storage.news import Happened, News

MOST_ROWS = 10
MOST_REFS = 5
_NEXT_STEP = {
    Sort.NOTE: ("Write", "visit note"),
    Sort.VISIT: ("It happened", "visit made"),
    Sort.ACTION: ("Done", "action done"),
    Sort.MEETING: ("Outcome of", "meeting outcome"),
}


@dataclass(frozen=True)
class Edition:
    """What is the same for all digests of one moment: the moment, since when the news is, and whether it is late.

    `due_at` is when it was to come; `every_day` is the team's wish to hear also when nothing is due.
    """

    now: datetime
    since: datetime
    due_at: datetime
    late: bool = False
    every_day: bool = False

    @property
    def today(self) -> date:
        """The London day it is for."""
        return london_day(self.now)

    @property
    def comes_empty(self) -> bool:
        """Whether "nothing is due" is said today: on Mondays, or daily where the team asked for it."""
        return self.every_day or self.today.weekday() == 0


def person_digest(
    edition: Edition,
    matters: Sequence[Matter],
    news: Sequence[News],
    *,
    person_id: int,
    whole_team: bool = False,
    asked: bool = False,
    missed: Sequence[DueAt] = (),
) -> Message | None:
    """What one person reads of these matters; None when nothing is due and today is no day to say so.

    With `whole_team`, for leads, the matters are everybody's and the rows say whose. `asked` answers at any time.
    `missed` is what the strategy asks for whose time has just run out.
    """
    wanted = in_order(matter for matter in matters if matter.urgency <= Urgency.TODAY)
    if not wanted and not missed and not (asked or edition.comes_empty):
        return None
    lines = [
        *_late_lines(edition),
        *_missed_lines(missed),
        *_more_than_fits(wanted, " in: overdue" if whole_team else " in: mine"),
    ]
    lines += [*_week_lines(matters), *_news_lines(edition, news)]
    return Message(
        f"{_day(edition)}: {_counts(wanted)}",
        tuple(lines),
        _table(wanted[:MOST_ROWS], person_id, with_who=whole_team or _for_others(wanted, person_id)),
        _buttons(wanted, person_id, whole_team=whole_team),
    )


def channel_digest(
    edition: Edition, matters: Sequence[Matter], news: Sequence[News], *, asked: bool = False
) -> Message | None:
    """What a channel reads: of what is due today school, reference and initials, of what is overdue only how much."""
    overdue = [matter for matter in matters if matter.urgency == Urgency.OVERDUE]
    today = in_order(matter for matter in matters if matter.urgency == Urgency.TODAY)
    if not overdue and not today and not (asked or edition.comes_empty):
        return None
    lines = list(_late_lines(edition))
    if overdue:
        lines.append(f"Overdue: {in_words(overdue)}. Whose they are is told to them and to the leads.")
    lines += [*_more_than_fits(today, ""), *_week_lines(matters), *_news_lines(edition, news)]
    rows = tuple((m.ref, m.school, m.short, m.sort) for m in today[:MOST_ROWS])
    return Message(
        f"{_day(edition)}: {_counts([*overdue, *today])}",
        tuple(lines),
        Table(("Today", "School", "Who", "What"), rows) if rows else None,
        (Button("This week", "diary"),),
    )


def _day(edition: Edition) -> str:
    return say_day(edition.today)


def _counts(wanted: Sequence[Matter]) -> str:
    overdue = sum(matter.urgency == Urgency.OVERDUE for matter in wanted)
    parts = [f"{overdue} overdue"] if overdue else []
    if today := len(wanted) - overdue:
        parts.append(f"{today} due today" if overdue else f"{today} due today, nothing overdue")
    return ", ".join(parts) or "nothing is due"


def _late_lines(edition: Edition) -> tuple[str, ...]:
    if not edition.late:
        return ()
    same_day = london_day(edition.due_at) == edition.today
    due = say_time(edition.due_at) if same_day else f"{say_day(edition.due_at)}, {say_time(edition.due_at)}"
    return (f"This digest comes late: it was due at {due}.",)


def _more_than_fits(wanted: Sequence[Matter], where: str) -> tuple[str, ...]:
    rest = wanted[MOST_ROWS:]
    return (f"The {MOST_ROWS} most urgent are shown; besides them {in_words(rest)}{where}",) if rest else ()


def _missed_lines(missed: Sequence[DueAt]) -> tuple[str, ...]:
    """`Missed: SIB, autumn 1, at Blackwood School and 2 others.`"""
    by_duty: dict[tuple[str, str], list[str]] = {}
    for one in missed:
        by_duty.setdefault((one.duty.short, one.reckoned.period.name), []).append(one.school.name)
    parts = [
        f"{short}, {period}, at {', '.join(names[:MOST_REFS])}"
        + (f" and {len(names) - MOST_REFS} more" if len(names) > MOST_REFS else "")
        for (short, period), names in by_duty.items()
    ]
    return (f"Missed: {'; '.join(parts)}. The board shows it.",) if parts else ()


def _week_lines(matters: Sequence[Matter]) -> tuple[str, ...]:
    week = [matter for matter in matters if matter.urgency == Urgency.THIS_WEEK]
    return (f"Later this week: {in_words(week)}.",) if week else ("Nothing more this week.",)


def _news_lines(edition: Edition, news: Sequence[News]) -> tuple[str, ...]:
    days_ago = (edition.today - london_day(edition.since)).days
    since = {0: "today", 1: "yesterday"}.get(days_ago, say_day(edition.since))
    if not news:
        return (f"Since {since}: nothing new.",)
    return (f"Since {since}: {'; '.join(_told(what, news) for what in Happened if _refs(what, news))}.",)


def _refs(what: Happened, news: Sequence[News]) -> list[str]:
    return [one.ref for one in news if one.what == what]


def _told(what: Happened, news: Sequence[News]) -> str:
    """`2 visits logged (V3, V4)`."""
    refs = _refs(what, news)
    noun, _, verb = what.partition(" ")
    more = f" and {len(refs) - MOST_REFS} more" if len(refs) > MOST_REFS else ""
    return f"{many_of(len(refs), noun)} {verb} ({', '.join(refs[:MOST_REFS])}{more})"


def _for_others(wanted: Sequence[Matter], person_id: int) -> bool:
    return any(person_id not in matter.people for matter in wanted)


def _table(wanted: Sequence[Matter], person_id: int, *, with_who: bool) -> Table | None:
    if not wanted:
        return None
    headings = ("Ref", "School", *(("Who",) if with_who else ()), "What")
    rows = tuple(
        (m.ref, m.school, *((m.who,) if with_who else ()), m.says if with_who else with_chased(m, m.says))
        for m in wanted
    )
    return Table(headings, rows)


def _buttons(wanted: Sequence[Matter], person_id: int, *, whole_team: bool) -> tuple[Button, ...]:
    first = next((matter for matter in wanted if person_id in matter.people), None)
    buttons = []
    if first is not None and (first.sort != Sort.MEETING or first.urgency == Urgency.OVERDUE):
        label, says = ("Send", "visit send") if first.is_written else _NEXT_STEP[first.sort]
        buttons.append(Button(f"{label} {first.ref}", f"{says} {first.ref}"))
    buttons.append(Button("All that is overdue", "overdue") if whole_team else Button("All of mine", "mine"))
    return (*buttons, Button("This week", "diary"))
