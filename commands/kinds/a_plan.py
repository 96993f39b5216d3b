"""A plan by its reference, P7, or by its school where there is only one to mean."""

from __future__ import annotations

import re

from commands.command import Option, Question, Request
from commands.kinds.a_school import ASchool
from commands.kinds.suggested import things_meant
from commands.line import shorten
from notifications.message import FieldKind
from policy.refused import Refused
from storage.plans import Plan, PlanState, plan_numbered, plans_of_school
from storage.schools import School

_REFERENCE = re.compile(r"(?<!\w)P\s?(\d{1,9})(?!\w)", re.IGNORECASE)


class APlan:
    """A plan of the asker's own team."""

    form_kind = FieldKind.REFERENCE

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference at the start of the line."""
        match = _REFERENCE.match(line)
        return (match[0], line[match.end() :]) if match else None

    def read(self, text: str, request: Request) -> Plan:
        """The plan. Raises Refused when the team has none of this number, which is also said of another team's."""
        match = _REFERENCE.fullmatch(text.strip())
        if match is None:
            raise Refused(
                f"“{shorten(text)}” is not the reference of a plan. It looks like P7; “plan” and a school shows it."
            )
        plan = plan_numbered(request.session, request.team.id, int(match[1]))
        if plan is None:
            raise Refused(f"There is no plan P{match[1]} in your team. “plan” and a school shows that school's plans.")
        return plan

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """The plan with this reference, or those of a school that is being typed."""
        match = _REFERENCE.fullmatch(text.strip())
        plan = plan_numbered(request.session, request.team.id, int(match[1])) if match else None
        return things_meant(
            text,
            request,
            named=_pair(request, plan) if plan else None,
            usual=(),
            at_school=lambda school: (
                _pair(request, one) for one in plans_of_school(request.session, request.team.id, school.id)
            ),
        )

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """None to list: a plan is found by its school."""
        return ()


class APlanOrSchool:
    """A plan by its reference, or a school whose plans are meant."""

    form_kind = FieldKind.SCHOOL

    def __init__(self, asks: str = "which") -> None:
        self._plan = APlan()
        self._school = ASchool(asks)

    def find(self, line: str, request: Request) -> tuple[str, str] | None:
        """A reference, else the name of a school, at the start of the line."""
        return self._plan.find(line, request) or self._school.find(line, request)

    def read(self, text: str, request: Request) -> Plan | School:
        """The plan or the school. Raises as these do."""
        if _REFERENCE.fullmatch(text.strip()):
            return self._plan.read(text, request)
        return self._school.read(text, request)

    def suggest(self, text: str, request: Request) -> tuple[tuple[str, str], ...]:
        """The plans that may be meant, then the schools."""
        return (*self._plan.suggest(text, request), *self._school.suggest(text, request))

    def choices(self, request: Request) -> tuple[tuple[str, str], ...]:
        """None to list."""
        return ()


def _pair(request: Request, plan: Plan) -> tuple[str, str]:
    kind = request.framework.plan_kind(plan.kind)
    return f"{plan.ref} {kind.name}, {plan.school.name}", plan.ref


def open_plan_of(school: School, request: Request, asks: str) -> Plan | None:
    """The school's only open plan, or None. Raises Question, for the field `asks`, when it has several."""
    plans = [p for p in plans_of_school(request.session, request.team.id, school.id) if p.state == PlanState.OPEN]
    if len(plans) < 2:
        return plans[0] if plans else None
    raise Question(
        f"{school.name} has {len(plans)} open plans. Which one?",
        asks=asks,
        options=tuple(Option(f"{p.ref} {request.framework.plan_kind(p.kind).name}", p.ref) for p in plans),
    )
