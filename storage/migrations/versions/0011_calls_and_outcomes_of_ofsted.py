"""Calls and outcomes of Ofsted.

Revision 0011, after 0010. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ofsted_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by_id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.Text(), nullable=True),
        sa.Column("outcome_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("overall", sa.String(length=2), nullable=True),
        sa.Column("leadership", sa.String(length=2), nullable=True),
        sa.Column("concern", sa.String(length=4), nullable=True),
        sa.Column("outcomes", sa.JSON(), nullable=True),
        sa.Column("counts_as", sa.String(length=2), nullable=True),
        sa.Column("leadership_counts", sa.Boolean(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_ofsted_call_school_id_school")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_ofsted_call_team_id_team")),
        sa.ForeignKeyConstraint(["told_by_id"], ["person.id"], name=op.f("fk_ofsted_call_told_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ofsted_call")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ofsted_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ofsted_call_next_look_at"), ["next_look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_ofsted_call_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_ofsted_call_team_id_school_id", ["team_id", "school_id"], unique=False)

    op.create_table(
        "ofsted_listener",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ofsted_listener_person_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_ofsted_listener_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ofsted_listener")),
        sa.UniqueConstraint("team_id", "person_id", name=op.f("uq_ofsted_listener_team_id_person_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ofsted_listener", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ofsted_listener_team_id"), ["team_id"], unique=False)

    op.create_table(
        "ofsted_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=60), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("out_of_order_because", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["ofsted_call.id"], name=op.f("fk_ofsted_task_call_id_ofsted_call")),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_ofsted_task_done_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ofsted_task")),
        sa.UniqueConstraint("call_id", "duty", "step", name=op.f("uq_ofsted_task_call_id_duty_step")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("ofsted_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ofsted_task_call_id"), ["call_id"], unique=False)
