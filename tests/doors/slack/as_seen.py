"""Block Kit as a person sees it: HTML that looks as Slack does, near enough to judge a message by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Json = Mapping[str, Any]
STYLE = """
* { box-sizing: border-box }
body { margin: 0; padding: 18px 20px; width: 640px; background: #fff; color: #1d1c1d;
  font: 15px/1.46 Lato, "Noto Sans", "DejaVu Sans", sans-serif }
.from { display: flex; gap: 9px } .face { width: 36px; height: 36px; border-radius: 6px; background: #1d3557;
  color: #fff; font-weight: 900; display: flex; align-items: center; justify-content: center; flex: none }
.body { flex: 1; min-width: 0 } .who { font-weight: 900 } .app { background: #e8e8e8; color: #616061; font-size: 10px;
  font-weight: 700; border-radius: 2px; padding: 1px 3px; margin: 0 5px; vertical-align: 1px }
.time { color: #616061; font-size: 12px } .only { color: #616061; font-size: 13px; margin-bottom: 2px }
h3 { font-size: 18px; line-height: 1.33; margin: 6px 0 4px; font-weight: 900 }
.section { display: flex; gap: 14px; margin: 6px 0; white-space: pre-wrap; overflow-wrap: anywhere }
.section > div { flex: 1 } .context { color: #616061; font-size: 13px; margin: 6px 0; overflow-wrap: anywhere }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 } .rich { margin: 6px 0 }
ul { margin: 2px 0; padding-left: 22px } li { white-space: pre-wrap }
button { font: inherit; font-weight: 700; border: 1px solid #bbb; background: #fff; color: #1d1c1d; border-radius: 4px;
  padding: 3px 12px; height: 32px; flex: none; max-width: 560px; overflow: hidden; text-overflow: ellipsis }
button.primary { background: #007a5a; border-color: #007a5a; color: #fff } hr { border: 0; border-top: 1px solid #ddd }
.modal { border: 1px solid #ccc; border-radius: 8px; box-shadow: 0 4px 14px #0002; overflow: hidden }
.top { padding: 16px 22px 8px; font-weight: 900; font-size: 22px } .mid { padding: 0 22px 10px }
.end { border-top: 1px solid #ddd; padding: 12px 22px; display: flex; gap: 10px; justify-content: flex-end }
label { display: block; font-weight: 700; margin: 14px 0 4px } label small { font-weight: 400; color: #616061 }
.box { border: 1px solid #aaa; border-radius: 4px; padding: 7px 11px; color: #868686; min-height: 38px;
  white-space: pre-wrap } .box.full { color: #1d1c1d } .box.tall { min-height: 84px } .box.pick::after { content: "⌄";
  float: right } .wrong .box { border-color: #b41e2e } .says { color: #b41e2e; font-size: 13px; margin-top: 4px }
"""


def page(inside: str) -> str:
    """A whole page."""
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{inside}"


def message_page(sent: Json, *, at: str, only_you: bool = False) -> str:
    """A message of the bot as it stands in a channel."""
    only = '<div class="only">Only visible to you</div>' if only_you else ""
    inside = "".join(block(one) for one in sent["blocks"])
    who = '<span class="who">School improvement</span><span class="app">APP</span>'
    when = f'<span class="time">{escape(at)}</span>'
    return page(f'<div class="from"><div class="face">SI</div><div class="body">{only}{who}{when}{inside}</div></div>')


def view_page(view: Json, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None) -> str:
    """A modal or a home, with what was typed into it and what stands beside its fields."""
    inside = "".join(block(one, values or {}, errors or {}) for one in view["blocks"])
    if view["type"] == "home":
        return page(inside)
    ends = [f"<button>{text(view['close'])}</button>"] if view.get("close") else []
    ends += [f'<button class="primary">{text(view["submit"])}</button>'] if view.get("submit") else []
    return page(
        f'<div class="modal"><div class="top">{text(view["title"])}</div><div class="mid">{inside}</div>'
        f'<div class="end">{"".join(ends)}</div></div>'
    )


def text(one: Json) -> str:
    """A text object."""
    return escape(str(one["text"]))


def block(one: Json, values: Mapping[str, str] | None = None, errors: Mapping[str, str] | None = None) -> str:
    """One block."""
    kind = one["type"]
    if kind == "header":
        return f"<h3>{text(one['text'])}</h3>"
    if kind == "section":
        beside = f"<span>{element(one['accessory'])}</span>" if one.get("accessory") else ""
        return f'<div class="section"><div>{text(one["text"])}</div>{beside}</div>'
    if kind == "context":
        return f'<div class="context">{" ".join(text(each) for each in one["elements"])}</div>'
    if kind == "actions":
        return f'<div class="actions">{"".join(element(each) for each in one["elements"])}</div>'
    if kind == "divider":
        return "<hr>"
    if kind == "rich_text":
        return f'<div class="rich">{"".join(_rich(each) for each in one["elements"])}</div>'
    if kind == "input":
        return "".join(_input(one, values or {}, errors or {}))
    raise ValueError(f"a block of type {kind} cannot be drawn")


def element(one: Json) -> str:
    """A button."""
    return f'<button class="{one.get("style", "")}">{text(one["text"])}</button>'


def _rich(one: Json) -> str:
    if one["type"] == "rich_text_list":
        return f"<ul>{''.join(f'<li>{_rich(each)}</li>' for each in one['elements'])}</ul>"
    if one["type"] == "rich_text_section":
        return "".join(_rich(each) for each in one["elements"])
    said = escape(one["text"])
    return f"<b>{said}</b>" if (one.get("style") or {}).get("bold") else said


def _input(one: Json, values: Mapping[str, str], errors: Mapping[str, str]) -> Iterator[str]:
    held, name = one["element"], one["block_id"]
    optional = " <small>(optional)</small>" if one.get("optional") else ""
    typed = values.get(name) or held.get("initial_value") or ""
    shown = escape(typed) or (text(held["placeholder"]) if held.get("placeholder") else "")
    tall = " tall" if held.get("multiline") else ""
    pick = " pick" if held["type"] != "plain_text_input" else ""
    yield f'<div class="{"wrong" if name in errors else ""}"><label>{text(one["label"])}{optional}</label>'
    yield f'<div class="box{" full" if typed else ""}{tall}{pick}">{shown}</div>'
    if name in errors:
        yield f'<div class="says">{escape(errors[name])}</div>'
    if one.get("hint"):
        yield f'<div class="context">{text(one["hint"])}</div>'
    yield "</div>"
