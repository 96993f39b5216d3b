"""What becomes of a message when one of its buttons was pressed: it says in its own place who did what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.slack.blocks import SAYS, remark
from bot.slack.render import MOST_BLOCKS, Rendered, render
from bot.slack.rows import REFERENCE
from bot.slack.text import cut, escape
from commands.finding import after_answer
from notifications.message import Answer

_PAGE = re.compile(r"\spage \d+$")
MOST_TEXT = 3000


class How(StrEnum):
    """How an answer relates to the message whose button was pressed."""

    INSTEAD = "instead of it"
    """A question that was answered, the next page: the message has had its use."""
    BELOW = "below it"
    """Something was done about it: it stays, with what was done."""
    BESIDE = "beside it"
    """Something to read, or a refusal: the message stays as it is."""


@dataclass(frozen=True)
class Press:
    """One press: by whom, when in words, the button's label and its line."""

    who: str
    when: str
    label: str
    says: str

    @property
    def said(self) -> str:
        """What stands below the message afterwards."""
        return f"{self.who} pressed “{self.label}”, {self.when}"


def relation(says: str, answer: Answer, *, is_ephemeral: bool) -> How:
    """Where the answer to a press belongs."""
    if is_ephemeral:
        return How.INSTEAD
    if not answer.understood:
        return How.BESIDE
    if after_answer(says) is not None or _PAGE.search(says):
        return How.INSTEAD
    return How.BELOW if answer.changed else How.BESIDE


def instead(answer: Answer, press: Press) -> Rendered:
    """The answer in the place of the message."""
    return render(answer.message, asides=(press.said,))


def below(original: Mapping[str, Any], answer: Answer, press: Press, *, shows_answer: bool) -> Rendered:
    """The message as it was, without the buttons that have had their use, and below it who pressed what; with
    `shows_answer` also what came of it.
    """
    kept = list(without_used(original.get("blocks") or (), press.says))
    said = [remark(press.said).to_dict()]
    rendered = render(answer.message)
    if shows_answer:
        said += rendered.blocks
    blocks = [*kept[: max(0, MOST_BLOCKS - len(said))], *said]
    text = f"{original.get('text') or ''}\n{escape(press.said)}"
    return Rendered(cut(text.strip(), MOST_TEXT), blocks, rendered.rest)


def without_used(blocks: Sequence[Mapping[str, Any]], says: str) -> list[dict[str, Any]]:
    """Blocks as they were, without the pressed button and those about the same thing."""
    references = set(REFERENCE.findall(says))
    kept = []
    for block in blocks:
        if block.get("type") != "actions":
            kept.append(dict(block))
            continue
        elements = [one for one in block["elements"] if not _is_used(one, says, references)]
        if elements:
            kept.append({**block, "elements": elements})
    return kept


def _is_used(element: Mapping[str, Any], says: str, references: set[str]) -> bool:
    value = str(element.get("value") or "")
    return str(element.get("action_id", "")).startswith(SAYS) and (
        value == says or bool(references & set(REFERENCE.findall(value)))
    )
