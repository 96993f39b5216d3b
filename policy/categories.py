"""Categories of support or concern: what each means, by what criteria, and who may move a school into which."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from policy.entries import Entry, Key, RuleId, Sourced, Words

Number = Annotated[int, Field(gt=0)]


class Criterion(Entry):
    """One criterion as the document prints it, under its printed number; `theme` is what it is about.

    A number may be printed twice, as the document has it: both are found by it.
    """

    number: Number
    text: Words
    theme: str = ""


class MonthsLimit(Sourced):
    """How long a school may stay in a category before progress is asked about: `months` is the printed limit,
    `reminders` the months at which the lead is told (ours, but for the limit itself)."""

    months: int = Field(gt=0, le=36)
    reminders: tuple[Number, ...] = ()
    may_be_extended: bool = False
    clause: Words


class Category(Sourced):
    """One category. `supported` schools stand on the board with what is due for them; `means` is as printed.

    `conditions` are the criteria that the document prints as conditions, joined by `conditions_join`; the others are
    evidence to weigh, never a test.
    """

    key: Key
    name: Words
    short: Words
    says: tuple[Words, ...] = ()
    means: Words
    supported: bool
    schools: Literal["all", "maintained", "academy"] = "all"
    criteria: tuple[Criterion, ...] = ()
    criteria_source: RuleId = "ours"
    conditions: tuple[Number, ...] = ()
    conditions_join: Literal["and", "or"] = "or"
    limit: MonthsLimit | None = None
    document: Key | None = None


class IndicatorList(Sourced):
    """A numbered list of indicators, strands or questions that judgements cite as 2.3: list 2, entry 3.

    `restricted` lists are about persons: what cites them is seen by named people only. `counts` is False where the
    entries alone carry no category, as Telford's strand 5 does but in exceptional circumstances.
    """

    number: Number
    name: Words
    entries: tuple[Words, ...] = Field(min_length=1)
    restricted: bool = False
    counts: bool = True
    document: Key | None = None


GuardTest = Literal[
    "at-least-good",
    "not-below-floor",
    "after-review-meeting",
    "removed-by-ofsted",
    "graded-3",
    "more-than-one-criterion",
    "enough-criteria",
    "head-and-chair-agree",
]


class Guard(Sourced):
    """What must be true before a school moves `into` or `out_of` a category; empty means any.

    `refuse` is overridden by a lead with a reason only; `warn` is said and goes on. `clause` is quoted word for word.
    Tests: `at-least-good`: the most recent Ofsted judgement; `not-below-floor`: the school is not said to be below the
    floor; `after-review-meeting`: one of `meeting_kinds` was held since the last change; `removed-by-ofsted`: only
    Ofsted's own outcome ends it; `graded-3`: Ofsted's 3 or worse allows only categories outside `into`;
    `more-than-one-criterion`, `enough-criteria` (`at_least`): how many are cited; `head-and-chair-agree`: they agreed.
    `except_into_by_ofsted` names categories into which Ofsted's own outcome moves a school without a review meeting.
    """

    key: Key
    test: GuardTest
    effect: Literal["refuse", "warn"]
    into: tuple[Key, ...] = ()
    out_of: tuple[Key, ...] = ()
    clause: Words
    document: Key | None = None
    meeting_kinds: tuple[Key, ...] = ()
    at_least: int = Field(default=2, gt=0)
    except_first_entry: bool = False
    except_into_by_ofsted: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _says_which_meeting(self) -> Guard:
        if (self.test == "after-review-meeting") != bool(self.meeting_kinds):
            raise ValueError(f"guard {self.key}: meeting_kinds are given for after-review-meeting, and only there")
        return self


class TellingRules(Sourced):
    """How a school is told its category: by a letter or by word, to whom, how soon, and what follows.

    `letter_working_days` after coming into force the letter is missed (ours).
    """

    roles: tuple[Words, ...] = ("head teacher", "chair of governors")
    letter: bool = True
    letter_working_days: int = Field(default=5, gt=0)
    clause: str = ""
    document: Key | None = None
