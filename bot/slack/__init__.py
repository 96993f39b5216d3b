"""Slack as a door: what comes in becomes an Arrival, what goes out becomes Block Kit."""
