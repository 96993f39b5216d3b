"""`python -m bot`: the same as `rrp-bot`."""

import sys

from bot.cli import main

sys.exit(main())
