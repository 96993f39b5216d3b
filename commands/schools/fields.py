"""The field that every verb about schools shares."""

from __future__ import annotations

from commands.command import Field
from commands.kinds.a_school import ASchool

THE_SCHOOL = Field("school", "Which school?", ASchool(), help="name, part of it, or URN")
