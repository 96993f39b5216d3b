"""Concerns and their steps.

Revision 0010, after 0009. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("raised_by_id", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_escalation_raised_by_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_escalation_school_id_school")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_escalation_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
        sa.UniqueConstraint("team_id", "number", name=op.f("uq_escalation_team_id_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_next_look_at"), ["next_look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_school_id"), ["school_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_team_id"), ["team_id"], unique=False)

    op.create_table(
        "escalation_reader",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_escalation_reader_escalation_id_escalation")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_escalation_reader_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_reader")),
        sa.UniqueConstraint("escalation_id", "person_id", name=op.f("uq_escalation_reader_escalation_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("escalation_reader", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_reader_person_id"), ["person_id"], unique=False)

    op.create_table(
        "step_taken",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("taken_by_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("out_of_order_because", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=True),
        sa.Column("answer_enough", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_step_taken_escalation_id_escalation")
        ),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_step_taken_taken_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_taken")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("step_taken", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_step_taken_escalation_id"), ["escalation_id"], unique=False)

    with op.batch_alter_table("team_counter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("escalations", sa.Integer(), server_default="0", nullable=False))
