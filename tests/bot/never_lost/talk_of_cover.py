"""What people say about who stands in for whom, and about their digests."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from hypothesis import strategies as st

from tests.bot.never_lost.digests import DigestAsWished
from tests.bot.never_lost.due import AMINA, CARYS, LEO, SAM, SCHOOLS, CoverAsSaid
from tests.bot.never_lost.london import DAY, day_of, wall
from tests.bot.never_lost.talk import Talk, called

EVERYBODY = (AMINA, AMINA, SAM, LEO, CARYS)
WISHES = (("digest off", {"off": True}), ("digest on", {"off": False}))


class TalkOfCover(Talk):
    """Somebody goes away, or is back; somebody wants a digest at another time."""

    covers_made = 0

    def a_cover(self, data: st.DataObject) -> None:
        away, deputy = (data.draw(st.sampled_from(EVERYBODY), label=label) for label in ("away", "deputy"))
        who = data.draw(st.sampled_from((away, LEO)), label="who")
        school = data.draw(st.sampled_from((None, None, *SCHOOLS)), label="school")
        first = day_of(self.now) + data.draw(st.sampled_from((0, 0, 1)), label="from") * DAY
        last = data.draw(st.sampled_from((first, first + DAY, first + 6 * DAY, None)), label="until")
        end = f"to {last:%d %B %Y}" if last is not None else "until further notice"
        place = f" for {school}" if school is not None else ""
        line = f"/cover for {called(away)} by {called(deputy)}{place} from {first:%d %B %Y} {end}"
        answer = self.says_and_agrees(who, line)
        self.covers_made += 1
        self.became(who, answer, (None, CoverAsSaid(f"C{self.covers_made}", away, deputy, school, first, last)))

    def cover_ends(self, data: st.DataObject) -> None:
        away = data.draw(st.sampled_from(EVERYBODY), label="away")
        who = data.draw(st.sampled_from((away, LEO)), label="who")
        answer = self.says_and_agrees(who, f"/cover end for {called(away)}")
        today = day_of(self.now)
        standing = [c for c in self.should.covers.known if not c.ended and (c.last is None or c.last >= today)]
        self.became(who, answer, *((cover, replace(cover, ended=True)) for cover in standing if cover.person == away))

    def a_wish(self, data: st.DataObject) -> None:
        wish: DigestAsWished = data.draw(st.sampled_from(self.should.of(DigestAsWished)), label="whose digest")
        at = data.draw(st.sampled_from((time(8, 0), time(8, 30), time(9, 15), time(12, 0))), label="at")
        line, new = data.draw(st.sampled_from((*WISHES, ("digest at", {"at": at, "off": False}))), label="what")
        if line == "digest at" and at <= wall(self.now).time():
            return  # the one of today, which is waiting or has come, is left as it is
        if line == "digest at":
            line = f"digest at {at:%H:%M}"
        self.changed(wish.ref, self.says(wish.ref, f"/{line}"), wish, **new)
