"""`governance`, and `governance rate`, `told`, `answer`, `final`: the audit from its rating to its final judgement."""

from __future__ import annotations

from commands.command import ADVISERS, EVERYBODY, Command, Field, Request
from commands.governance.fields import (
    THE_RATING,
    THE_SCHOOL,
    WHEN,
    AFewSentences,
    audit_of,
    latest,
    open_until,
    rating_lines,
    steps,
)
from commands.kinds.a_page import APage, page_of
from commands.kinds.a_school import ASchool
from notifications.message import Button, Message, Table
from policy.dates import Reading
from policy.framework import Framework
from policy.refused import Refused
from policy.saying import london_day, say_day, say_day_briefly
from storage.governance import GovernanceRating, ratings_of
from storage.marks import add_mark
from storage.schools import School

ORDER = ("red", "amber", "green")


def governance(request: Request, page: int | None, school: School | None) -> Message:
    """Every school's latest audit, red first; or all audits of one. What is not final yet is for advisers and leads."""
    audit_of(request)
    advises = bool(ADVISERS & request.roles)
    if school is not None:
        found = [one for one in ratings_of(request.session, request.team.id, school.id) if advises or one.final_on]
        lines = tuple(line for one in found for line in rating_lines(request, one))
        rate = (Button("Rate it", f"governance rate {school.urn}"),) if advises else ()
        if not found:
            return Message(f"{school.name}: no audit of governance is on record", buttons=rate)
        title = found[0].final_rating or found[0].rating
        return Message(f"{school.name}: governance {title}", lines, buttons=steps(found[0]) if advises else ())
    newest: dict[int, GovernanceRating] = {}
    for one in ratings_of(request.session, request.team.id):
        if advises or one.final_on:
            newest.setdefault(one.school_id, one)
    if not newest:
        return Message(
            "No audit of governance is on record", ("The first: governance rate Blackwood amber: vacancies",)
        )
    rows = sorted(newest.values(), key=lambda one: (ORDER.index(one.final_rating or one.rating), one.school.name))
    shown = page_of(rows, page, "governance")
    counts = [f"{sum((one.final_rating or one.rating) == rag for one in rows)} {rag}" for rag in ORDER]
    more = (Button("More", f"governance page {shown.number + 1}"),) if shown.has_more else ()
    table = Table(("School", "Rating", "Audited", "How it stands"), tuple(_row(request, one) for one in shown.rows))
    return Message(f"Governance: {', '.join(counts)}{shown.said}", (), table, more)


def _row(request: Request, one: GovernanceRating) -> tuple[str, ...]:
    until = open_until(request, one)
    if one.final_on is not None:
        stands = f"final {say_day_briefly(one.final_on)}"
    elif one.answered_on is not None:
        stands = f"answered {say_day_briefly(one.answered_on)}"
    else:
        stands = f"may answer until {say_day_briefly(until)}" if until else "not told yet"
    return (one.school.name, one.final_rating or one.rating, say_day_briefly(one.audited_on), stands)


def rated(request: Request, school: School, rating: str, on: Reading | None, words: str | None) -> Message:
    """Store a rating, today when no day is said; it counts as the audit of the year. Source: V3-11."""
    audit_of(request)
    day = on.value if on is not None else london_day(request.now)
    one = GovernanceRating(
        team_id=request.team.id,
        school_id=school.id,
        school=school,
        rating=rating,
        audited_on=day,
        recommendations=words,
        rated_by_id=request.person.id,
        rated_by=request.person,
    )
    request.session.add(one)
    for duty in request.framework.duties:
        if duty.done_by == "governance-audit":
            add_mark(request.session, request.team.id, school.id, duty.key, day, None, request.person.id, request.now)
    request.session.flush()
    return Message(
        f"{school.name}: governance {rating}",
        (*rating_lines(request, one), "It is final once the school has had its say."),
        buttons=steps(one),
    )


def told(request: Request, school: School, on: Reading | None) -> Message:
    """Head teacher and Chair of Governors were told; they may answer with evidence from then on."""
    one = latest(request, school)
    _check_open(one)
    one.told_on = on.value if on is not None else london_day(request.now)
    request.session.flush()
    return Message(f"{school.name}: governance {one.rating}, told", rating_lines(request, one), buttons=steps(one))


def answered(request: Request, school: School, words: str, on: Reading | None) -> Message:
    """What the school answered. Raises Refused before it was told."""
    one = latest(request, school)
    _check_open(one)
    day = on.value if on is not None else london_day(request.now)
    if one.told_on is None or day < one.told_on:
        said = f"told {say_day(one.told_on)}" if one.told_on else "not told yet"
        raise Refused(f"{school.name} was {said}; an answer of {say_day(day)} came before that.")
    one.answered_on, one.answer_words = day, words
    request.session.flush()
    return Message(f"{school.name}: governance {one.rating}, answered", rating_lines(request, one), buttons=steps(one))


def made_final(request: Request, school: School, rating: str, on: Reading | None, words: str | None) -> Message:
    """The final judgement. Before the school has answered, and while it still may, it is asked about. Source: V3-11."""
    one = latest(request, school)
    _check_open(one)
    today = london_day(request.now)
    until = open_until(request, one)
    if one.answered_on is None and (until is None or today <= until):
        may = f"may answer until {say_day(until)}" if until else "was not told yet"
        request.confirm("early", f"{school.name} {may}, and has not answered. Final all the same?", "Yes, final")
    one.final_rating, one.final_words = rating, words
    one.final_on = on.value if on is not None else today
    request.session.flush()
    audit = audit_of(request)
    document = request.framework.document(audit.document)
    then = (
        (f"A school that is {rating} “{audit.review_words}”{f' ({document.title})' if document else ''}.",)
        if rating in audit.review_ratings and audit.review_words
        else ()
    )
    return Message(
        f"{school.name}: governance {rating}, final", (*rating_lines(request, one), *then), buttons=steps(one)
    )


def _check_open(one: GovernanceRating) -> None:
    if one.final_on is not None:
        raise Refused(
            f"The audit of {say_day(one.audited_on)} is final. A new one: governance rate {one.school.urn} amber"
        )


def _has_audit(framework: Framework) -> bool:
    return framework.governance_audit is not None


SHOW = Command(
    name="governance",
    help="The yearly audit of governance: all schools, red first, or one.",
    example="governance Blackwood",
    fields=(
        Field("page", "Which page?", APage("governance page 2"), required=False),
        Field("school", "Which school?", ASchool(), required=False, help="name, part of it, or URN; none: all"),
    ),
    allowed=EVERYBODY,
    run=governance,
    changes=False,
    bare_runs=True,
    wanted_by=_has_audit,
)
RATE = Command(
    name="governance rate",
    help="Rate the governance of a school red, amber or green, with recommendations.",
    example="governance rate Blackwood amber on 3 November: fill two vacancies",
    fields=(
        Field("words", "Which recommendations?", AFewSentences(), required=False, after_colon=True),
        WHEN,
        THE_RATING,
        THE_SCHOOL,
    ),
    allowed=ADVISERS,
    run=rated,
    wanted_by=_has_audit,
)
TOLD = Command(
    name="governance told",
    help="Say that head teacher and Chair of Governors were told their rating.",
    example="governance told Blackwood on 3 November",
    fields=(WHEN, THE_SCHOOL),
    allowed=ADVISERS,
    run=told,
    wanted_by=_has_audit,
)
ANSWER = Command(
    name="governance answer",
    help="Record what the school answered to its rating.",
    example="governance answer Blackwood: both vacancies are filled",
    fields=(Field("words", "What was answered?", AFewSentences(), after_colon=True), WHEN, THE_SCHOOL),
    allowed=ADVISERS,
    run=answered,
    wanted_by=_has_audit,
)
FINAL = Command(
    name="governance final",
    help="Make the judgement final.",
    example="governance final Blackwood green: vacancies are filled",
    fields=(
        Field("words", "Why?", AFewSentences(), required=False, after_colon=True),
        WHEN,
        THE_RATING,
        THE_SCHOOL,
    ),
    allowed=ADVISERS,
    run=made_final,
    wanted_by=_has_audit,
)
COMMANDS = (SHOW, RATE, TOLD, ANSWER, FINAL)
