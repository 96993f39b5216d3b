"""End to end against servers that others wrote: make e2e."""
