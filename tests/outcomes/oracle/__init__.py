"""Every indicator again, in slow plain Python straight from the words of the rules, one person after another.

It shares nothing with `outcomes/` but the models. Each row comes out as (index day, area, hub, part).
"""

from collections import Counter

from .claims import Claims
from .engagement import Engagement
from .gate import Gate
from .releases import AfterRelease
from .reoffending import Reoffending
from .scores import Scores
from .sessions import Sessions


class Oracle(Engagement, Sessions, AfterRelease, Gate, Reoffending, Scores, Claims):
    """The answers that follow from everything known at one moment."""

    def __init__(self, as_at, known_at=None):
        super().__init__(as_at, known_at)
        self.answers = {}

    def parts(self, slug, member_of, family, start, end):
        """{part: rows} of an indicator with their index date from start to end, in places of a family."""
        if slug not in self.answers:
            self.answers[slug] = list(getattr(self, slug.replace("-", "_"))())
        return Counter(
            part
            for day, area, hub, part in self.answers[slug]
            if start <= day <= end and (hub if family == "hub" else area) in member_of
        )
