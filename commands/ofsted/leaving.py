"""`ofsted left`, `ofsted cancel`, and the named list: `ofsted tell`, `ofsted untell`."""

from __future__ import annotations

from commands.actions.fields import AReason
from commands.command import TEAM_OFFICE, Command, Field, Request
from commands.kinds.a_person import APerson
from commands.ofsted.fields import THE_SCHOOL, latest_call, say_days
from notifications.message import Button, Message
from policy.refused import Refused
from policy.saying import say_moment
from storage.ofsted_calls import OfstedListener, let_messages_go, listeners_of
from storage.people import Person, Role
from storage.schools import School

OFFICE = frozenset({Role.LEAD, Role.ADMIN})


def inspectors_left(request: Request, school: School) -> Message:
    """Inspectors have left before the last day was over: what waited for that goes now."""
    call = latest_call(request, school)
    if not call.is_running(request.now):
        raise Refused(f"Nothing waits: inspectors left {school.name} {say_moment(call.is_over_at)}.")
    call.left_at = request.now
    request.session.flush()
    let_messages_go(request.session, call, request.now)
    return Message(
        f"Ofsted has left {school.name}",
        ("What waited for the school goes at the next opportunity.",),
        buttons=(Button("The outcome", f"ofsted outcome {school.urn}"),),
    )


def call_cancelled(request: Request, school: School, because: str) -> Message:
    """The call was a mistake, or the inspection was put off: it counts no more."""
    call = latest_call(request, school)
    call.cancelled_because = because
    request.session.flush()
    let_messages_go(request.session, call, request.now)
    return Message(f"Ofsted at {school.name}, {say_days(call)}: cancelled", (f"Because: {because}",))


def put_on_the_list(request: Request, who: Person) -> Message:
    """From now on this colleague hears of each call at once, also in quiet time."""
    known = listeners_of(request.session, request.team.id)
    if any(one.person_id == who.id for one in known):
        raise Refused(f"{who.name} is on the list already.")
    request.session.add(OfstedListener(team_id=request.team.id, person_id=who.id))
    request.session.flush()
    return Message(f"{who.name} hears at once when Ofsted calls", (_who(request),))


def taken_off_the_list(request: Request, who: Person) -> Message:
    """This colleague hears of calls no more, but as a lead or as the attached adviser."""
    found = next((one for one in listeners_of(request.session, request.team.id) if one.person_id == who.id), None)
    if found is None:
        raise Refused(f"{who.name} is not on the list. {_who(request)}")
    request.session.delete(found)
    request.session.flush()
    return Message(f"{who.name} is off the list", (_who(request),))


def _who(request: Request) -> str:
    people = [request.facts.colleague(one.person_id) for one in listeners_of(request.session, request.team.id)]
    names = ", ".join(one.name for one in people if one is not None)
    return f"Leads and the attached adviser hear it always; on the list: {names or 'nobody'}."


LEFT = Command(
    name="ofsted left",
    help="Inspectors have left: messages to the school go again.",
    example="ofsted left Old Hall",
    fields=(THE_SCHOOL,),
    allowed=TEAM_OFFICE,
    run=inspectors_left,
)
CANCEL = Command(
    name="ofsted cancel",
    help="Take Ofsted's call back: a mistake, or the inspection was put off.",
    example="ofsted cancel Old Hall because the inspection was put off",
    fields=(THE_SCHOOL, Field("because", "Why?", AReason(), opening="because")),
    allowed=TEAM_OFFICE,
    run=call_cancelled,
)
TELL = Command(
    name="ofsted tell",
    help="Let a colleague hear at once when Ofsted calls.",
    example="ofsted tell @carys",
    fields=(Field("who", "Whom?", APerson("who"), help="@carys"),),
    allowed=OFFICE,
    run=put_on_the_list,
)
UNTELL = Command(
    name="ofsted untell",
    help="Take a colleague off that list.",
    example="ofsted untell @carys",
    fields=(Field("who", "Whom?", APerson("who"), help="@carys"),),
    allowed=OFFICE,
    run=taken_off_the_list,
)
COMMANDS = (LEFT, CANCEL, TELL, UNTELL)
