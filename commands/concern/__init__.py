"""Concerns about schools, and the council's own steps for them."""
