"""People ask to be let in.

Revision 0002, after 0001. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "knock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("user", sa.String(length=160), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_knock_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_knock_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knock")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("knock", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_knock_next_look_at"), ["next_look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_knock_team_id"), ["team_id"], unique=False)
        batch_op.create_index(
            "ix_knock_team_id_door_workspace_user",
            ["team_id", "door", "workspace", "user"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )
