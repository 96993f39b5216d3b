"""${message[:1].upper() + message[1:].rstrip(".")}.

Revision ${up_revision}, after ${down_revision or "nothing"}. There is no way back but the backup made before it.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
