"""Before a visit.

Revision 0013, after 0012. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agenda_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("timetable_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("schedule_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("review_kind", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("review_because", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("unannounced", sa.Boolean(), nullable=True))
