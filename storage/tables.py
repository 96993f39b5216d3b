"""Every table, for migrations and for tests: importing this module fills `Base.metadata`."""

from storage import (
    actions,
    advisers,
    audit,
    categories,
    channels,
    covers,
    destinations,
    drafts,
    escalations,
    failed_arrivals,
    frameworks,
    governance,
    inspections,
    knocks,
    leases,
    link_codes,
    marks,
    meetings,
    ofsted_calls,
    outbox,
    people,
    plans,
    receipts,
    revisions,
    schools,
    succession,
    support,
    teams,
    terms,
    time_entries,
    troubles,
    visits,
    workspaces,
)
from storage.base import Base

METADATA = Base.metadata
for table in METADATA.tables.values():
    table.dialect_options["sqlite"]["autoincrement"] = True
"""An id is never given twice: SQLite would give that of a deleted row again, and with it what the outbox and the audit
know of another row."""
MODULES = (
    *(actions, advisers, audit, categories, channels, covers, destinations, drafts, escalations),
    *(failed_arrivals, frameworks, governance, inspections, support),
    *(
        knocks,
        leases,
        link_codes,
        marks,
        meetings,
        ofsted_calls,
        outbox,
        people,
        plans,
        receipts,
        revisions,
        schools,
        succession,
        teams,
        terms,
        time_entries,
        troubles,
    ),
    *(visits, workspaces),
)
