"""What is due at schools and done there.

Revision 0008, after 0007. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "duty_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=60), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("switched_by_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_duty_switch_school_id_school")),
        sa.ForeignKeyConstraint(["switched_by_id"], ["person.id"], name=op.f("fk_duty_switch_switched_by_id_person")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_duty_switch_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_switch")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("duty_switch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_switch_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_duty_switch_team_id_school_id", ["team_id", "school_id"], unique=False)

    op.create_table(
        "mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(length=60), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_mark_marked_by_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_mark_school_id_school")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_mark_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_mark_team_id_school_id", ["team_id", "school_id"], unique=False)

    with op.batch_alter_table("categorisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("letter_sent_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("letter_sent_how", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("extended_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("extended_because", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("contested_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("contest_words", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("answer_words", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_categorisation_next_look_at"), ["next_look_at"], unique=False)

    op.execute("UPDATE categorisation SET next_look_at = proposed_at")
