"""Ofsted's call, its outcome, and what follows."""
