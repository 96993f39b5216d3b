"""How Alembic runs a migration here: on a connection that `storage.migrating` has opened and whose lock it holds."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from storage.base import InstantType
from storage.tables import METADATA


def write_item(kind: str, item: Any, autogenerate: AutogenContext) -> str | Literal[False]:
    """How a new migration writes our own column type: as what it is on disk, so that it stands on its own for ever."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, InstantType) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=write_item,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
