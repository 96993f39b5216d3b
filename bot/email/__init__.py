"""The e-mail door: notes and letters leave through the council's own mail server."""
