"""Which figures a row of each table can move: what is marked, and what a mark is taken to mean.

A table that an indicator reads and that is not named here would be changed unseen; a test compiles every indicator's
query and fails when one is missing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.db.models import Model, QuerySet

from foundation.lifecycle.facts import Fact
from hubs.models import Booking, Hub, Induction, ServedArea, Session, Wellbeing
from outcomes.beside import BESIDE
from outcomes.indicators import CATALOGUE, Indicator
from outcomes.indicators.declaration import Index
from outcomes.moments import ReportMoment
from pathways.models import AccommodationCode, Check, MilestoneClaim, OutcomesProfile, Spell
from people.models import Area, Offence, Person, PersonArea, Release, Supervision
from referrals.models import HubContact, JointMeeting, Need, Referral, Transfer

AREA, HUB = "area", "hub"  # the families, by name
KEPT: tuple[Indicator, ...] = (*CATALOGUE, *BESIDE)
INDEXES: Mapping[str, Index] = {each.index.name: each.index for each in KEPT}
OF_RELEASES = ("release", "release before a referral")
AFTER_RELEASE = (*OF_RELEASES, "job start")
BY_REFERRAL = tuple(name for name, index in INDEXES.items() if index.model is Referral)
# Whose hub is that of a referral live on the day.
AT_HUB_BY_REFERRAL = (
    *AFTER_RELEASE, "treatment exit", "TOP review or exit", "check answered", "spell begun",
)  # fmt: skip
# Whose groups of people are told: by sex, age, needs and time in custody.
BY_GROUPS = (*OF_RELEASES, *BY_REFERRAL)
OF_PEOPLE = tuple(name for name, index in INDEXES.items() if index.area is None)


@dataclass(frozen=True)
class Reach:
    """What a row of a table can move, beside the figures in which it is counted itself, on its own index day.

    person, session: the columns that say whom it is about and in which session; "" for a table without. Without either
    it is a list, and moves every figure of what it `reaches`. reaches: the names of the indexes whose rows it bears on,
    those of the same person or session. moves: the families in which such rows may have another place afterwards.
    columns: where given, a change of any other column moves nothing. former: what a row said before is read too.
    """

    reaches: tuple[str, ...]
    person: str = "person_id"
    session: str = ""
    moves: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    former: bool = False

    @property
    def is_list(self) -> bool:
        return not (self.person or self.session)


_REACH: Mapping[type[Model], Reach] = {
    Person: Reach(
        (*AFTER_RELEASE, *BY_REFERRAL),
        person="id",
        columns=("died_on", "pnc_matched", "date_of_birth", "sex", "ethnicity"),
    ),
    PersonArea: Reach(OF_PEOPLE, moves=(AREA,)),
    Release: Reach((*AFTER_RELEASE, *BY_REFERRAL)),
    Supervision: Reach(OF_RELEASES),
    Offence: Reach(OF_RELEASES),
    Check: Reach(AFTER_RELEASE, former=True),
    Spell: Reach(AFTER_RELEASE, former=True),
    MilestoneClaim: Reach((*AFTER_RELEASE, "referral submitted")),
    OutcomesProfile: Reach(("TOP review or exit",)),
    Wellbeing: Reach(("wellbeing asked at the induction",)),
    Referral: Reach((*AT_HUB_BY_REFERRAL, *BY_REFERRAL), moves=(HUB,)),
    Transfer: Reach((*BY_REFERRAL, *AT_HUB_BY_REFERRAL), moves=(HUB,)),
    Need: Reach(BY_GROUPS),
    JointMeeting: Reach(OF_RELEASES),
    HubContact: Reach(OF_RELEASES),
    Induction: Reach(OF_RELEASES),
    Booking: Reach((*OF_RELEASES, *BY_REFERRAL, "session"), session="session_id"),
    Session: Reach((*OF_RELEASES, *BY_REFERRAL, "booking"), person="", session="id"),
    AccommodationCode: Reach(OF_RELEASES, person=""),
    Hub: Reach(("milestone claim", "session"), person="", columns=("team_id", "latitude", "longitude")),
    ServedArea: Reach(("session",), person=""),
    Area: Reach(("session",), person="", columns=("name", "latitude", "longitude")),
}
REACH: Mapping[str, Reach] = {model._meta.db_table: reach for model, reach in _REACH.items()}
MODELS: Mapping[str, type[Model]] = {model._meta.db_table: model for model in _REACH}


def counted_on(table: str) -> tuple[Index, ...]:
    """The indexes of which a row of the table may be one itself."""
    return tuple(index for index in INDEXES.values() if index.model is MODELS[table])


def is_fact(table: str) -> bool:
    """Whether the table keeps what its rows said before."""
    return issubclass(MODELS[table], Fact)


def known_rows(index: Index, at: ReportMoment) -> QuerySet:
    """Everything that may be a row of the index, as known then, whatever an indicator leaves out."""
    return at.known(cast(type[Fact], index.model))
