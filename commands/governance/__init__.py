"""The yearly audit of governance."""
