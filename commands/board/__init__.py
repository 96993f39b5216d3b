"""The board: every supported school, and one school with all that is due there."""
