"""Every table, for migrations and for tests: importing this module fills `Base.metadata`."""

from storage import (
    actions,
    advisers,
    audit,
    covers,
    drafts,
    inspections,
    meetings,
    outbox,
    people,
    plans,
    receipts,
    schools,
    teams,
    terms,
    visits,
)
from storage.base import Base

METADATA = Base.metadata
MODULES = (
    *(actions, advisers, audit, covers, drafts, inspections, meetings, outbox),
    *(people, plans, receipts, schools, teams, terms, visits),
)
