"""`support`, and `support start`, `change`, `impact`, `end`."""

from __future__ import annotations

from commands.command import ADVISERS, EVERYBODY, Command, Field, Request
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_school import ASchool
from commands.kinds.near_day import ANearDay
from commands.kinds.past_day import APastDay
from commands.kinds.words import Text
from commands.support.fields import (
    LABELS,
    THE_PART,
    THE_SCHOOL,
    ASupporter,
    WhatWasAgreed,
    agreement_lines,
    agreement_of,
    steps,
    supporter_of,
)
from notifications.matters import many_of
from notifications.message import Button, Message, Table
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import london_day, say_day, say_day_briefly
from storage.people import Role
from storage.schools import School
from storage.support import SupportAgreement, agreements_of

AT_THE_TABLE = frozenset({Role.ADVISER, Role.LEAD, Role.CHAIR, Role.CLERK})
"""Chair and clerk too: the cost is to be recorded at the first meeting (W0-25)."""


def support(request: Request, page: int | None, school: School | None) -> Message:
    """All running agreements, or those for one school. Source: W2-44."""
    if school is not None:
        found = agreements_of(request.session, request.team.id, school.id)
        start = Button("Agree support", f"support start {school.urn}")
        if not found:
            return Message(f"{school.name}: no support by another school is on record", buttons=(start,))
        lines = tuple(line for one in found for line in agreement_lines(one))
        running = [one for one in found if one.is_open]
        return Message(f"{school.name}: support", lines, buttons=(*(steps(running[0]) if running else ()), start))
    running = [one for one in agreements_of(request.session, request.team.id) if one.is_open]
    if not running:
        return Message(
            "No school supports another", ("The first: support start Blackwood by Old Hall: writing is good",)
        )
    shown = page_of(running, page, "support")
    more = (Button("More", f"support page {shown.number + 1}"),) if shown.has_more else ()
    rows = tuple(
        (
            one.school.name,
            one.supporter,
            say_day_briefly(one.started_on),
            one.cost or "not agreed",
            say_day_briefly(one.impact_on) if one.impact_on else "not yet",
        )
        for one in shown.rows
    )
    title = f"{many_of(len(running), 'school')} supported by another{shown.said}"
    return Message(title, (), Table(("School", "By", "Since", "Cost", "Impact seen"), rows), more)


def started(request: Request, school: School, supporter: str, from_on: Reading | None, outcomes: str) -> Message:
    """Agree support, with the outcomes that are agreed at the start. Raises Refused for a school that supports itself.

    Source: W2-44 "agreed outcomes", W0-24, W0-25.
    """
    other = supporter_of(request, supporter)
    if other is not None and other.id == school.id:
        raise Refused(f"{school.name} cannot support itself. Which school supports it?")
    one = SupportAgreement(
        team_id=request.team.id,
        school_id=school.id,
        school=school,
        supporting_school_id=other.id if other else None,
        supporter=other.name if other else supporter,
        started_on=from_on.value if from_on is not None else london_day(request.now),
        outcomes=outcomes,
        entered_by_id=request.person.id,
    )
    request.session.add(one)
    request.session.flush()
    return Message(
        f"{school.name}: supported by {one.supporter}",
        (*agreement_lines(one), *_cost_clause(request, one)),
        buttons=steps(one),
    )


def _cost_clause(request: Request, one: SupportAgreement) -> tuple[str, ...]:
    """The document's own words about the cost, as long as it is not agreed."""
    rules = request.framework.support
    if rules is None or not rules.cost_clause or (one.cost and one.payer):
        return ()
    document = request.framework.document(rules.document)
    return (f"Cost and who pays: “{rules.cost_clause}”{f' ({document.title})' if document else ''}.",)


def changed(request: Request, school: School, part: str, words: str, which: str | None) -> Message:
    """Write one part of the running agreement; what stood there before stays in the audit."""
    one = agreement_of(request, school, which)
    setattr(one, part, words)
    request.session.flush()
    return Message(
        f"{school.name}: {LABELS[part].lower()} agreed",
        (*agreement_lines(one), *_cost_clause(request, one)),
        buttons=steps(one),
    )


def impact_seen(request: Request, school: School, words: str, on: Reading | None, which: str | None) -> Message:
    """What difference the support has made, against the outcomes of the start."""
    one = agreement_of(request, school, which)
    one.impact = words
    one.impact_on = on.value if on is not None else london_day(request.now)
    request.session.flush()
    return Message(f"{school.name}: impact of the support", agreement_lines(one), buttons=steps(one))


def ended(request: Request, school: School, on: Reading | None, which: str | None) -> Message:
    """End an agreement. Without its impact on record it is asked about."""
    one = agreement_of(request, school, which)
    day = on.value if on is not None else london_day(request.now)
    if day < one.started_on:
        raise Refused(f"It began {say_day(one.started_on)}, and cannot have ended {say_day(day)}.")
    if not one.impact:
        question = f"What the support by {one.supporter} has changed is not on record. End it all the same?"
        request.confirm("no-impact", question, "Yes, end it")
    one.ended_on = day
    request.session.flush()
    return Message(f"{school.name}: support by {one.supporter} has ended", agreement_lines(one))


_WHICH = Field("which", "Which agreement?", Text(), required=False, later=True)
_ON = Field("on", "When?", APastDay(), required=False, opening="on", help="3 November; none: today")
SHOW = Command(
    name="support",
    help="Which school supports which, with outcomes, cost and impact.",
    example="support Blackwood",
    fields=(
        Field("page", "Which page?", APage("support page 2"), required=False),
        Field("school", "Which school?", ASchool(), required=False, help="name, part of it, or URN; none: all"),
    ),
    allowed=EVERYBODY,
    run=support,
    changes=False,
    bare_runs=True,
)
START = Command(
    name="support start",
    help="Agree support by another school, with the outcomes agreed at the start.",
    example="support start Blackwood by Old Hall from 5 January: writing at KS1 is good by July",
    fields=(
        Field("outcomes", "Which outcomes are agreed?", WhatWasAgreed(), after_colon=True),
        Field("supporter", "Which school supports it?", ASupporter(), opening="by", help="Old Hall"),
        Field("from_on", "From when?", ANearDay(whole=True), required=False, opening="from", help="none: today"),
        THE_SCHOOL,
    ),
    allowed=AT_THE_TABLE,
    run=started,
)
CHANGE = Command(
    name="support change",
    help="Write a part of the agreement: nature, visits, reporting, cost, payer, non-negotiables, outcomes.",
    example="support change Blackwood cost: 3,000 pounds a term",
    fields=(Field("words", "What is agreed?", WhatWasAgreed(), after_colon=True), THE_SCHOOL, THE_PART, _WHICH),
    allowed=AT_THE_TABLE,
    run=changed,
)
IMPACT = Command(
    name="support impact",
    help="Write what difference the support has made.",
    example="support impact Blackwood: 62% are on track, 48% in September",
    fields=(Field("words", "What has changed?", WhatWasAgreed(), after_colon=True), _ON, THE_SCHOOL, _WHICH),
    allowed=ADVISERS,
    run=impact_seen,
)
END = Command(
    name="support end",
    help="End an agreement.",
    example="support end Blackwood on 3 November",
    fields=(_ON, THE_SCHOOL, _WHICH),
    allowed=ADVISERS,
    run=ended,
)
COMMANDS = (SHOW, START, CHANGE, IMPACT, END)
