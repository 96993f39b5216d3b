"""Every table, for migrations and for tests: importing this module fills `Base.metadata`."""

from storage import (
    actions,
    advisers,
    audit,
    channels,
    covers,
    drafts,
    failed_arrivals,
    inspections,
    knocks,
    leases,
    link_codes,
    meetings,
    outbox,
    people,
    plans,
    receipts,
    revisions,
    schools,
    succession,
    teams,
    terms,
    troubles,
    visits,
    workspaces,
)
from storage.base import Base

METADATA = Base.metadata
MODULES = (
    *(actions, advisers, audit, channels, covers, drafts, failed_arrivals, inspections, knocks, leases, link_codes),
    *(
        meetings,
        outbox,
        people,
        plans,
        receipts,
        revisions,
        schools,
        succession,
        teams,
        terms,
        troubles,
        visits,
        workspaces,
    ),
)
