"""Categories of schools.

Revision 0007, after 0006. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "categorisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("criteria", sa.String(length=200), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("override_because", sa.Text(), nullable=True),
        sa.Column("head_told_on", sa.Date(), nullable=True),
        sa.Column("head_told_how", sa.String(length=60), nullable=True),
        sa.Column("chair_told_on", sa.Date(), nullable=True),
        sa.Column("chair_told_how", sa.String(length=60), nullable=True),
        sa.Column("in_force_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_categorisation_proposed_by_id_person")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_categorisation_school_id_school")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_categorisation_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categorisation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("categorisation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_categorisation_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_categorisation_team_id_school_id", ["team_id", "school_id"], unique=False)
