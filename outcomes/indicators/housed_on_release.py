"""A1: whether people had a place to sleep on the night of release."""

from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from outcomes.moments import ReportMoment, latest
from pathways.models import Check, Spell

from .declaration import EVENT, NON_EVENT, NOT_YET_FOLLOWED, UNKNOWN, Indicator, Window, excluded
from .known import answer, code_of_home, has_died_by, known_or, recalled_by, spells_covering, window_is_open
from .rows import RELEASED, releases_once_a_day
from .verified import rests_on_a_verified_claim


def housed(at: ReportMoment) -> Subquery:
    """What the list of accommodation codes says of the spell covering the night; of several, the one begun last.

    The code counts as it stood on the day the spell began. One that was not in the list then comes out as itself, and
    so is refused as undeclared rather than left unknown.
    """
    says = Coalesce(code_of_home(F("housed_on_release_night")), F("code"))
    covering = spells_covering(at, Spell.Kind.ACCOMMODATION, OuterRef("released_on"))
    return Subquery(latest(covering, "started_on").annotate(says=says).values("says")[:1])


def code(at: ReportMoment) -> Case:
    night = OuterRef("released_on")
    return Case(
        When(recalled_by(at, F("released_on")), then=Value("recalled")),
        When(has_died_by(at, F("released_on")), then=Value("died")),
        When(window_is_open(at, 1), then=Value("not_yet_followed")),
        default=known_or(Coalesce(answer(at, Check.Name.RELEASE_NIGHT, night), housed(at))),
    )


def verified(at: ReportMoment) -> Exists:
    return rests_on_a_verified_claim(at, Spell.Kind.ACCOMMODATION, OuterRef("released_on"))


HOUSED_ON_RELEASE = Indicator(
    slug="housed-on-release",
    id="A1",
    title="Housed on release night",
    why="Somebody who leaves prison with nowhere to sleep is far more likely to be back.",
    index_date="the day of release",
    denominator="releases, those after recall too; several on one day count once",
    numerator="a settled or transient accommodation code that night",
    notes=(
        "Shelters, emergency hostels, campsites, squats and rough sleeping are not housed. Out of scope, unknown, "
        "recalled or died that day: left out. Temporary release is no release."
    ),
    index=RELEASED,
    rows=releases_once_a_day,
    code=code,
    parts={
        "yes": EVENT,
        "no": NON_EVENT,
        "unknown": UNKNOWN,
        "out_of_scope": excluded("out_of_scope"),
        "recalled": excluded("recalled"),
        "died": excluded("died"),
        "not_yet_followed": excluded(NOT_YET_FOLLOWED),
    },
    window=Window(days=1),
    official="Accommodation on the first night following release, HMPPS Community Performance",
    official_from="2022/23",
    verified=verified,
)
