"""Support of one school by another."""
