"""Frameworks of teams.

Revision 0014, after 0013. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "own_framework",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_own_framework_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_framework")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("own_framework", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_own_framework_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_own_framework_team_id"), ["team_id"], unique=False)

    with op.batch_alter_table("team", schema=None) as batch_op:
        batch_op.add_column(sa.Column("framework_sha256", sa.String(length=64), nullable=True))
