"""The one way to say no to a person."""


class Refused(ValueError):  # noqa: N818 - it reads as a sentence: raise Refused("...")
    """A sentence for the person who asked: what is wrong, and what works instead.

    Every floor may raise it. Doors show the sentence as it is; anything else that is raised is a fault of ours.
    """
