"""The daily digest: now, at what time, on or off."""
