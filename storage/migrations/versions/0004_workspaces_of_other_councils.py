"""Workspaces of other councils.

Revision 0004, after 0003. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("door", "name", name=op.f("uq_workspace_door_name")),
        sa.UniqueConstraint("door", "place", name=op.f("uq_workspace_door_place")),
        sqlite_autoincrement=True,
    )
