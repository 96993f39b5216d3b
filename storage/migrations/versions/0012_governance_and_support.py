"""Governance audits and support between schools.

Revision 0012, after 0011. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "governance_rating",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(length=6), nullable=False),
        sa.Column("audited_on", sa.Date(), nullable=False),
        sa.Column("recommendations", sa.Text(), nullable=True),
        sa.Column("rated_by_id", sa.Integer(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_words", sa.Text(), nullable=True),
        sa.Column("final_rating", sa.String(length=6), nullable=True),
        sa.Column("final_on", sa.Date(), nullable=True),
        sa.Column("final_words", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("next_look_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["rated_by_id"], ["person.id"], name=op.f("fk_governance_rating_rated_by_id_person")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_governance_rating_school_id_school")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_governance_rating_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_governance_rating")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("governance_rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_governance_rating_next_look_at"), ["next_look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_governance_rating_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_governance_rating_team_id_school_id", ["team_id", "school_id"], unique=False)

    op.create_table(
        "support_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.Column("supporting_school_id", sa.Integer(), nullable=True),
        sa.Column("supporter", sa.String(length=120), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("outcomes", sa.Text(), nullable=False),
        sa.Column("nature", sa.Text(), nullable=True),
        sa.Column("visits", sa.Text(), nullable=True),
        sa.Column("reporting", sa.Text(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=True),
        sa.Column("payer", sa.Text(), nullable=True),
        sa.Column("non_negotiables", sa.Text(), nullable=True),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("impact_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["person.id"], name=op.f("fk_support_agreement_entered_by_id_person")
        ),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_support_agreement_school_id_school")),
        sa.ForeignKeyConstraint(
            ["supporting_school_id"], ["school.id"], name=op.f("fk_support_agreement_supporting_school_id_school")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_support_agreement_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_agreement")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("support_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_agreement_team_id"), ["team_id"], unique=False)
        batch_op.create_index("ix_support_agreement_team_id_school_id", ["team_id", "school_id"], unique=False)
