"""Messages with everything in them, for the tests of how they look."""

from notifications.message import Attachment, Button, Message, Table

A_NOTE = Message(
    "Note of visit V12",
    ("Oakfield Primary School, Friday 6 November 2026.", "Two lessons\nand a talk."),
    table=Table(
        ("Strength", "Evidence"),
        (("Phonics", "observed"), ("校長 [red]", "data"), ("Attendance", "\x1b[31mred")),
    ),
    buttons=(Button("Send it", "visit send V12"), Button("Not yet", "snooze 1")),
    attachment=Attachment("note-V12.txt", "Dear Mrs Smith,\n\nthank you.\n"),
)
