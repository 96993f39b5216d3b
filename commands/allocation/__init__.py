"""Time against the council's notional table."""
