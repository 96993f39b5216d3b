"""Write the next migration from what the tables have become: make migration MESSAGE="what changes".

To write the newest one anew while it is still nobody's: delete its file, then run this with its message.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from storage.database import Database
from storage.migrating import PLACE, migrate


def new_migration(message: str) -> Path:
    """Migrate an empty record as far as the files go, and write the difference to the tables as the next file."""
    config = Config()
    config.set_main_option("script_location", PLACE)
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    known = list(ScriptDirectory.from_config(config).walk_revisions())
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/scratch.sqlite3")
        if known:
            migrate(database)
        with database.engine.connect() as connection:
            config.attributes["connection"] = connection
            script = command.revision(config, message, autogenerate=True, rev_id=f"{len(known) + 1:04}")
        database.close()
    assert script is not None
    assert not isinstance(script, list)
    file = Path(script.path)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(line for line in lines if "# ###" not in line), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(file)], check=True)  # noqa: S603
    return file


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        sys.exit('What changes? For example: make migration MESSAGE="a plan has a risk answer"')
    sys.stdout.write(f"{new_migration(sys.argv[1].strip())}: read it before you commit it.\n")
