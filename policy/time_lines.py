"""The council's notional time: lines of days or hours by category, and the kinds of work that charge them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from policy.entries import Entry, Key, RuleId, Sourced, Words

Amount = Annotated[Decimal, Field(gt=0, le=400)]


class Share(Entry):
    """What one line gives to schools of these `categories` in a `TimeLine.per`; `more` is the printed "+".

    `least` is the lower end where the document prints a range, such as 3-4 days. `times` is how often the line's work
    is done in that time, where the document prints it. No category named: every school of `schools`.
    """

    categories: tuple[Key, ...] = ()
    schools: Literal["all", "maintained", "academy"] = "all"
    amount: Amount
    least: Amount | None = None
    more: bool = False
    times: int | None = Field(default=None, gt=0)
    says: str = ""
    source: RuleId | None = None


class TimeLine(Sourced):
    """One line of the notional table. `bound` says whether its amounts are a floor ("a minimum of"), a ceiling ("up
    to") or fixed. Work of `visit_kinds` and `meeting_kinds` charges `each`, whatever it lasted; with no `each`, its own
    length. A line `per` each gives its amount for each such meeting, and nothing for the year. `logged` lines are
    charged by hand: `time log`, by one of the words in `says`.
    """

    key: Key
    label: Words
    says: tuple[Words, ...] = ()
    bound: Literal["floor", "ceiling", "fixed"]
    per: Literal["term", "year", "each"] = "year"
    shares: tuple[Share, ...] = Field(min_length=1)
    each: Amount | None = None
    each_source: RuleId = "ours"
    visit_kinds: tuple[Key, ...] = ()
    meeting_kinds: tuple[Key, ...] = ()
    logged: bool = False

    @model_validator(mode="after")
    def _can_be_charged(self) -> TimeLine:
        if not (self.visit_kinds or self.meeting_kinds or self.logged):
            raise ValueError(f"time line {self.key}: give visit_kinds, meeting_kinds or logged = true")
        if self.logged and not self.says:
            raise ValueError(f"time line {self.key}: a logged line needs words in says")
        return self


class Shortfall(Sourced):
    """Where the document's own numbers do not meet: shown beside the line, never mended."""

    line: Key
    categories: tuple[Key, ...]
    says: Words


class Allocation(Sourced):
    """The table: its unit, how many hours a day has (ours), its lines, and the totals that the document prints."""

    name: Words
    unit: Literal["days", "hours"]
    hours_a_day: Amount = Decimal("7")
    lines: tuple[TimeLine, ...] = Field(min_length=1)
    printed_totals: dict[str, Amount] = Field(default_factory=dict)
    shortfalls: tuple[Shortfall, ...] = ()
    document: Key | None = None
