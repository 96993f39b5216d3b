"""The terminal as a door: a chat for people, a reader of lines for scripts, and a clock that both can move."""
