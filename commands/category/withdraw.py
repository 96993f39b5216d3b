"""`category withdraw`: a proposal is taken back before it is in force."""

from __future__ import annotations

from commands.category.fields import THE_SCHOOL, name_of, the_proposal
from commands.command import ADVISERS, Command, Request
from notifications.message import Button, Message
from storage.categories import CategoryState
from storage.schools import School


def category_withdrawn(request: Request, school: School) -> Message:
    """Take a proposal back; it stays on record as withdrawn. Raises Refused where nothing is proposed."""
    proposal = the_proposal(request, school)
    proposal.state = CategoryState.WITHDRAWN
    request.session.flush()
    told = (
        ""
        if proposal.head_told_on is None and proposal.chair_told_on is None
        else " The school was told of it: tell it this too."
    )
    return Message(
        f"{school.name}: {name_of(request, proposal.category)}, no longer proposed",
        (f"It stays on record as withdrawn.{told}",),
        buttons=(Button("Show it", f"category {school.urn}"),),
    )


COMMAND = Command(
    name="category withdraw",
    help="Take back a category that is proposed.",
    example="category withdraw Blackwood",
    fields=(THE_SCHOOL,),
    allowed=ADVISERS,
    run=category_withdrawn,
)
