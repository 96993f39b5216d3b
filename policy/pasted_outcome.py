"""What a chair or a clerk pastes after a meeting, as values: risk, who came, factors and the actions under them. Pure.

Names, dates and priorities stay words here; commands look them up. A line that cannot be read is given back with its
number and the reason, and no line is passed over in silence. Source: V3-44, V3-45, W0-60 to W0-62, W0-71.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policy.pasted_lines import cells_of, plain_lines, says_something, without_bullet
from policy.pasted_rows import ROW, columns_of, is_heading_row, priority_of, side_of, values_of_row

LONGEST_TEXT = 1_000
_HEADS = {
    "risk": r"(?:school )?risk(?: assessment)?",
    "present": r"present|attended|attendees|in attendance",
    "apologies": r"apologies|apology|apologies for absence|sent apologies",
    "direction": r"direction(?: of travel)?",
    "next": r"(?:date (?:of|for) )?(?:the )?next (?:meeting|date|sib|tas|board|irm)|next|date of next",
    "checked": r"checked(?: factors?)?(?: #?\d[\d, and]*)?|factors? checked",
    "not reached": r"not reached(?: #?\d[\d, and]*)?|carried forward(?: #?\d[\d, and]*)?",
    "factor": r"(?:key )?factor(?: #?\d+)?",
    "factors": r"(?:key )?factors|(?:what are )?the key factors.{0,40}",
    "action": r"action(?: #?\d+)?",
    "actions": r"(?:agreed )?actions",
    "note": r"notes?|minutes|context|key background information|discussion",
    "left out": r"name of school|school|meeting number|date of (?:tas|sib|meeting|irm)|chair of (?:tas|sib|irm)|"
    r"head ?teacher|supporting school(?: \(where applicable\))?",
}
_LOOSE = {"risk", "present", "apologies", "direction", "next", "checked", "not reached"}


@dataclass(frozen=True)
class PastedLine:
    """Words of one line (or of several under one heading), with the number of the first."""

    number: int
    text: str


@dataclass(frozen=True)
class Unread:
    """A line that could not be read, and why."""

    number: int
    text: str
    why: str


@dataclass(frozen=True)
class PastedAction:
    """One action in words; `side` is school, LA, both or empty."""

    number: int
    text: str
    who: str
    when: str
    success: str = ""
    resources: str = ""
    priority: int | None = None
    side: str = ""


@dataclass
class PastedFactor:
    """One key factor and the actions under it; without a text the actions stand on their own."""

    number: int
    text: str
    actions: list[PastedAction] = field(default_factory=list)


@dataclass(frozen=True)
class LookedAt:
    """What became of earlier factors, by their numbers on the agenda."""

    number: int
    places: tuple[int, ...]
    words: str
    reached: bool


@dataclass
class PastedOutcome:
    """All that a block says. `risk`, `present` and so on are None where nothing was said of them."""

    risk: PastedLine | None = None
    present: PastedLine | None = None
    apologies: PastedLine | None = None
    direction: PastedLine | None = None
    next_date: PastedLine | None = None
    notes: list[PastedLine] = field(default_factory=list)
    looked_at: list[LookedAt] = field(default_factory=list)
    factors: list[PastedFactor] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    left_out: list[PastedLine] = field(default_factory=list)


def read_outcome(text: str) -> PastedOutcome:
    """The outcome in a pasted block. Raises Refused when it has too many lines."""
    reader = _Reader()
    for number, line in enumerate(plain_lines(text), start=1):
        if says_something(line):
            reader.read(number, line)
    return reader.done()


class _Reader:
    """Reads line by line; remembers under which heading and in which table it is."""

    def __init__(self) -> None:
        self._found = PastedOutcome()
        self._heading: str | None = None
        self._columns: tuple[str, ...] | None = None

    def done(self) -> PastedOutcome:
        """What was found."""
        return self._found

    def read(self, number: int, line: str) -> None:
        """One line that is not blank."""
        whole, words = " ".join(line.split()), without_bullet(line)
        head = _head_of(words)
        if head is not None and (head[0] != "left out" or self._heading not in ("present", "apologies")):
            self._under_heading(number, *head, whole)
        elif len(cells := cells_of(words)) > 1 and any(cells):
            self._row(number, cells, whole)
        else:
            self._plain(number, " ".join(words.split()), whole)

    def _under_heading(self, number: int, head: str, rest: str, said: str, whole: str) -> None:
        self._heading = head
        if head not in ("factor", "factors", "action", "actions"):
            self._columns = None
        if head in ("factor", "factors"):
            if rest:
                self._factor(number, rest, whole)
            elif head == "factor":
                self._heading = "factors"
        elif head in ("action", "actions"):
            if rest:
                self._row(number, cells_of(rest), whole)
        elif head == "note":
            if rest:
                self._found.notes.append(PastedLine(number, rest))
        elif head in ("checked", "not reached"):
            self._looked_at(number, head == "checked", said, rest, whole)
        elif head == "left out":
            self._found.left_out.append(PastedLine(number, whole))
            self._heading = None
        else:
            self._set(head, number, rest, whole)

    def _set(self, head: str, number: int, rest: str, whole: str) -> None:
        name = "next_date" if head == "next" else head
        kept: PastedLine | None = getattr(self._found, name)
        if kept is not None and kept.text and rest and head not in ("present", "apologies"):
            self._unread(number, whole, f"line {kept.number} says that already; leave one of the two out")
            return
        joined = ", ".join(part for part in ((kept.text if kept else ""), rest) if part)
        setattr(self._found, name, PastedLine(kept.number if kept else number, joined))

    def _plain(self, number: int, words: str, whole: str) -> None:
        if self._heading in ("present", "apologies", "risk"):
            kept: PastedLine = getattr(self._found, self._heading)
            joined = ", ".join(part for part in (kept.text, words) if part)
            setattr(self._found, self._heading, PastedLine(kept.number, joined))
        elif self._heading in ("next", "direction") and not getattr(self._found, _name(self._heading)).text:
            self._set(self._heading, number, words, whole)
        elif self._heading == "note":
            self._found.notes.append(PastedLine(number, words))
        elif self._heading == "factors":
            self._factor(number, words, whole)
        elif self._heading in ("factor", "action", "actions"):
            self._unread(number, whole, f"an action needs who and by when: {ROW}, or just: action | who | when")
        else:
            self._unread(
                number, whole, "it begins with no word that I know: Risk, Present, Apologies, Factor, Note ..."
            )

    def _row(self, number: int, cells: list[str], whole: str) -> None:
        columns = columns_of(cells)
        if columns is not None:
            self._columns = columns
            self._heading = "actions" if "factor" not in columns else "factors"
            return
        values = values_of_row(cells, self._columns)
        if isinstance(values, str):
            self._unread(number, whole, values)
            return
        if values.get("factor") and (not self._found.factors or self._found.factors[-1].text != values["factor"]):
            self._factor(number, values["factor"], whole)
        if not values.get("action"):
            if not values.get("factor") or values.get("who") or values.get("when"):
                self._unread(number, whole, "it does not say what is to be done")
            return
        lacking = [name for name in ("who", "when") if not values.get(name)]
        if lacking:
            self._unread(number, whole, f"it does not say {' and '.join(_LACKING[name] for name in lacking)}")
        elif max(map(len, values.values())) > LONGEST_TEXT:
            self._unread(number, whole, f"{LONGEST_TEXT:,} characters is the most that fits in one place")
        else:
            self._action(number, values)

    def _factor(self, number: int, text: str, whole: str) -> None:
        if len(text) > LONGEST_TEXT:
            self._unread(number, whole, f"{LONGEST_TEXT:,} characters is the most that fits in one place")
        else:
            self._found.factors.append(PastedFactor(number, text))

    def _action(self, number: int, values: dict[str, str]) -> None:
        if not self._found.factors:
            self._found.factors.append(PastedFactor(number, ""))
        self._found.factors[-1].actions.append(
            PastedAction(
                number,
                values["action"],
                values["who"],
                re.sub(r"^by\s+", "", values["when"], flags=re.IGNORECASE),
                values.get("success", ""),
                values.get("resources", ""),
                priority_of(values.get("priority", "")),
                side_of(values.get("side", "")),
            )
        )

    def _looked_at(self, number: int, reached: bool, said: str, rest: str, whole: str) -> None:
        match = re.match(r"^(?:factors?\s*)?((?:#?\d{1,2}(?:\s*,\s*|\s+and\s+)?)+)[\s:.–—-]*(.*)$", rest)
        numbers, words = re.findall(r"\d{1,2}", said), rest
        if not numbers and match is not None:
            numbers, words = re.findall(r"\d{1,2}", match[1]), match[2]
        if not numbers:
            self._unread(number, whole, "it does not say which factor: Checked 1: what was seen")
            return
        self._found.looked_at.append(LookedAt(number, tuple(map(int, numbers)), words.strip(), reached))
        self._heading = None

    def _unread(self, number: int, whole: str, why: str) -> None:
        self._found.unread.append(Unread(number, whole, why))


_LACKING = {"who": "who leads it", "when": "by when"}


def _name(heading: str) -> str:
    return "next_date" if heading == "next" else heading


def _head_of(line: str) -> tuple[str, str, str] | None:
    """The heading at the start of a line, what follows it, and the heading as it was said."""
    first, *others = cells_of(line)
    for head, pattern in _HEADS.items():
        if match := re.match(rf"^({pattern})\s*[:=]\s*(.*)$", line, re.IGNORECASE):
            return head, match[2].strip(), match[1]
        if re.fullmatch(rf"(?:{pattern})\s*[-–—?]?", first, re.IGNORECASE) and not is_heading_row(others):
            if head in ("factor", "action", "actions") and len(others) > 1:
                return head, " | ".join(others), first
            return head, ", ".join(cell for cell in others if cell), first
        if (
            head in _LOOSE
            and not others
            and (match := re.match(rf"^({pattern})\s+[-–—]?\s*(.+)$", line, re.IGNORECASE))
        ):
            return head, match[2].strip(), match[1]
    return None
