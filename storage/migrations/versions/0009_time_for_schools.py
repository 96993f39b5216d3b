"""Time for schools.

Revision 0009, after 0008. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=60), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_time_entry_person_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_time_entry_school_id_school")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_time_entry_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_entry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("time_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_time_entry_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_time_entry_team_id_school_id", ["team_id", "school_id"], unique=False)
