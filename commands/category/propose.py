"""`category propose`: a category for a school, with its criteria; nobody else hears of it until the school was told."""

from __future__ import annotations

from commands.actions.fields import AReason
from commands.category.fields import (
    THE_CATEGORY,
    THE_DAY,
    THE_REASON,
    THE_SCHOOL,
    cited,
    criteria_lines,
    name_of,
)
from commands.category.guards import Move, from_and_to
from commands.command import ADVISERS, Command, Field, Request
from notifications.message import Button, Message
from policy.dates import Reading
from policy.refused import Refused
from policy.saying import say_day
from storage.categories import Categorisation, CategoryState, categories_of_school, in_force_on, proposed
from storage.schools import School


def category_proposed(
    request: Request, school: School, category: str, from_on: Reading, because: str, override: str | None
) -> Message:
    """Store a proposal. Raises Refused, with the document's words, where a guard forbids it to the asker, and for what
    is in force or proposed already; Question for what the asker alone knows. Source: V3-01 to V3-06, T1-52, H4-13.
    """
    chosen = request.framework.category(category)
    assert chosen is not None
    history = categories_of_school(request.session, request.team.id, school.id)
    now = in_force_on(history, from_on.value)
    regime = "academy" if school.is_academy else "maintained"
    if chosen.schools not in {"all", regime}:
        other = "an academy" if school.is_academy else "maintained by the council"
        meant = "maintained schools" if chosen.schools == "maintained" else "academies"
        raise Refused(f"{chosen.name} is for {meant}; {school.name} is {other}.")
    if now is not None and now.category == category:
        raise Refused(f"{school.name} is in {chosen.name} already, since {say_day(now.from_on)}.")
    if (waiting := proposed(history)) is not None:
        raise Refused(
            f"{name_of(request, waiting.category)} is proposed for {school.name} already. To take that back: "
            f"category withdraw {school.urn}"
        )
    numbers = cited(because)
    lines = criteria_lines(request, chosen, numbers)
    reason = Move(request, school, now, history, category, numbers).check(override)
    request.session.add(
        Categorisation(
            team_id=request.team.id,
            school_id=school.id,
            category=category,
            state=CategoryState.PROPOSED,
            from_on=from_on.value,
            criteria=", ".join(numbers) or None,
            because=because,
            proposed_by_id=request.person.id,
            proposed_at=request.now,
            override_because=reason,
        )
    )
    request.session.flush()
    return Message(
        f"{school.name}: {from_and_to(request, now, category)}, proposed",
        (
            f"From {say_day(from_on.value)}. {chosen.name}: “{chosen.means.rstrip('.')}”.",
            f"Because: {because}",
            *lines,
            *((f"Against the document, by a lead: {reason}",) if reason else ()),
            *(f"Assumed: {words}." for words in from_on.assumed),
            "Nobody else hears of it until the head teacher and the Chair of Governors have been told.",
        ),
        buttons=(
            Button("They have been told", f"category told {school.urn}"),
            Button("Withdraw", f"category withdraw {school.urn}"),
        ),
    )


COMMAND = Command(
    name="category propose",
    help="Propose a category for a school, with the numbers of the criteria.",
    example="category propose Blackwood C from 5 January because 4, 11 and 16",
    fields=(
        THE_SCHOOL,
        THE_REASON,
        THE_DAY,
        THE_CATEGORY,
        Field("override", "Why, against the document?", AReason(), required=False, later=True),
    ),
    allowed=ADVISERS,
    run=category_proposed,
)
