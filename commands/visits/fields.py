"""Fields that several verbs about visits share."""

from __future__ import annotations

from commands.command import Field, Request
from commands.kinds.a_school import ASchool
from commands.kinds.a_visit import AVisit
from commands.kinds.times import ALength, AVisitTime
from commands.kinds.words import Choice, LongText, Text
from commands.line import capital
from policy.visit_kinds import VisitKind
from storage.visit_lists import Wanting


def _kinds(request: Request) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return tuple((kind.key, capital(kind.name), kind.says) for kind in request.framework.visit_kinds)


THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
THE_KIND = Field("kind", "What kind of visit?", Choice(_kinds, "kind of visit"))
THE_LENGTH = Field("length", "How long?", ALength(), required=False, help="2h, 20m, half a day")
WHEN_IT_WAS = Field("when", "When was it?", AVisitTime("past"), help="just now, yesterday 2pm, 9-11 today")
WHEN_IT_WILL_BE = Field("when", "When will it be?", AVisitTime("future"), help="4 Dec 9am, Friday 1.30-3.30")
THE_VISIT = Field("visit", "Which visit?", AVisit(), help="V12")
A_PLAN = Field("visit", "Which visit?", AVisit(Wanting.AN_ANSWER), help="V12")
A_NOTE_OWED = Field("visit", "Which visit?", AVisit(Wanting.A_NOTE), help="V12")
A_LATE_NOTE = Field("visit", "Which visit?", AVisit(Wanting.A_REASON), help="V12")
THE_REASON = Field("because", "Why?", Text(), opening="because")
A_REASON = Field("because", "Why?", Text(), required=False, opening="because")
THE_NOTE = Field("note", "What happened?", LongText(), required=False, after_colon=True)


def kind_of(request: Request, key: str) -> VisitKind:
    """The kind of visit that the council's strategy has under this key."""
    return request.framework.visit_kind(key)
