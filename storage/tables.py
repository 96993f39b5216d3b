"""Every table, for migrations and for tests: importing this module fills `Base.metadata`."""

from storage import audit, drafts, outbox, people, receipts, schools, teams, terms, visits
from storage.base import Base

METADATA = Base.metadata
MODULES = (audit, drafts, outbox, people, receipts, schools, teams, terms, visits)
