"""A simulated year for people to read: every reminder with its day, receiver and reason, then counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from bot.simulating.playing import Sent
from policy.saying import LONDON, say_day

A_HANDFUL = 5
"""Messages a day that a person can be expected to read."""


def reminder_lines(sent: Sequence[Sent]) -> Iterator[str]:
    """Day by day: when, to whom, what, and below it why, once for each rule that speaks in it."""
    day: date | None = None
    for one in sent:
        local = one.at.astimezone(LONDON)
        if local.date() != day:
            day = local.date()
            yield ""
            yield say_day(day)
        yield f"  {local:%H:%M}  {one.receiver}: {one.message.title}"
        for rule, why in dict(one.because).items():
            yield f"           {rule}: {why}" if why else f"           {rule}"


def count_lines(sent: Sequence[Sent]) -> Iterator[str]:
    """Messages of each person and week, the busiest day of each person, and how often each rule spoke."""
    weeks: dict[str, Counter[date]] = {}
    days: dict[str, Counter[date]] = {}
    for one in sent:
        day = one.at.astimezone(LONDON).date()
        weeks.setdefault(one.receiver, Counter())[day - timedelta(days=day.weekday())] += 1
        days.setdefault(one.receiver, Counter())[day] += 1
    if not weeks:
        yield "Nobody received anything."
        return
    mondays = sorted({monday for counts in weeks.values() for monday in counts})
    width = max(len(name) for name in weeks)
    yield "Messages in each week (beginning on the Monday):"
    yield ""
    for monday in mondays:
        told = ", ".join(f"{name} {weeks[name][monday]}" for name in sorted(weeks) if weeks[name][monday])
        yield f"  {monday:%d %b %Y}  {told}"
    yield ""
    yield "For each person: in the year, in the fullest week, on the fullest day:"
    yield ""
    for name in sorted(weeks):
        day, most = max(days[name].items(), key=lambda item: (item[1], item[0]))
        total, fullest = sum(weeks[name].values()), max(weeks[name].values())
        full = sum(count > A_HANDFUL for count in days[name].values())
        more = f"; {full} days with more than {A_HANDFUL}" if full else ""
        yield f"  {name:<{width}}  {total:>4}  {fullest:>3}  {most:>3} ({say_day(day)}){more}"
    yield ""
    yield "How often each rule spoke:"
    yield ""
    spoke = Counter(rule for one in sent for rule, _ in one.because)
    for rule, count in sorted(spoke.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>5}  {rule}"
