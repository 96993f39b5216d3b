"""Fields and words that several verbs about support between schools share."""

from __future__ import annotations

import re

from commands.command import Field, Option, Question, Request
from commands.kinds.a_school import ASchool
from commands.kinds.words import Choice, LongText, Text
from notifications.message import Button
from policy.refused import Refused
from policy.saying import say_day
from storage.school_finder import Kind
from storage.schools import School
from storage.support import SupportAgreement, agreements_of

THE_SCHOOL = Field("school", "Which school is supported?", ASchool(), help="name, part of it, or URN")
PARTS = (
    ("nature", "Nature and type of support", ("nature", "type")),
    ("visits", "Dates and times of visits", ("visits", "dates")),
    ("reporting", "Reporting lines and frequency", ("reporting",)),
    ("cost", "Cost", ("cost",)),
    ("payer", "Who pays", ("payer", "pays", "paid")),
    ("non_negotiables", "Non-negotiables", ("non-negotiables", "non negotiables")),
    ("outcomes", "Outcomes agreed at the start", ("outcomes",)),
)
THE_PART = Field("part", "Which part of the agreement?", Choice(lambda request: PARTS, "part of an agreement"))
LABELS = {key: label for key, label, _ in PARTS}


class WhatWasAgreed(LongText):
    """What was agreed, or what came of it."""

    most = 4_000

    def read(self, text: str, request: Request) -> str:
        """The words, without the colon before them."""
        return super().read(text.strip().removeprefix(":").strip(), request)


class ASupporter(Text):
    """The supporting school, of this council or another: up to the day from which it supports."""

    most = 120

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """All before the word from."""
        match = re.search(r"\sfrom\s", line, re.IGNORECASE)
        return (line[: match.start()], line[match.start() :]) if match else (line, "")


def supporter_of(request: Request, name: str) -> School | None:
    """The school of the council that is meant; None for a school elsewhere."""
    found = request.schools.find(name)
    return found.schools[0] if found.kind is Kind.ONE else None


def agreement_of(request: Request, school: School, which: str | None = None) -> SupportAgreement:
    """The running agreement for a school. Raises Refused where there is none, Question where there are several."""
    found = [one for one in agreements_of(request.session, request.team.id, school.id) if one.is_open]
    if which is not None:
        found = [one for one in found if str(one.id) == which] or found
    if not found:
        raise Refused(
            f"No support is agreed for {school.name}. First: support start {school.urn} by Old Hall: writing at "
            "KS1 is good"
        )
    if len(found) > 1:
        options = tuple(Option(f"By {one.supporter}, since {say_day(one.started_on)}", str(one.id)) for one in found)
        raise Question(f"{len(found)} schools support {school.name}. Which agreement?", asks="which", options=options)
    return found[0]


def agreement_lines(one: SupportAgreement) -> tuple[str, ...]:
    """All of one agreement; what is missing is named, so that it can be asked for."""
    until = f" to {say_day(one.ended_on)}" if one.ended_on else ""
    lines = [f"By {one.supporter}, {'from' if one.ended_on else 'since'} {say_day(one.started_on)}{until}."]
    for key in ("outcomes", "nature", "visits", "reporting", "cost", "payer", "non_negotiables"):
        value = getattr(one, key)
        if value:
            lines.append(f"{LABELS[key]}: {value}")
    missing = [label.lower() for key, label, _ in PARTS if not getattr(one, key)]
    if missing and one.is_open:
        lines.append(f"Not on record yet: {', '.join(missing)}.")
    if one.impact and one.impact_on:
        lines.append(f"Impact, {say_day(one.impact_on)}: {one.impact}")
    return tuple(lines)


def steps(one: SupportAgreement) -> tuple[Button, ...]:
    """What is likely to follow."""
    if not one.is_open:
        return ()
    urn = one.school.urn
    cost = (Button("Cost", f"support change {urn} cost"),) if not one.cost else ()
    return (*cost, Button("Impact", f"support impact {urn}"), Button("End it", f"support end {urn}"))
