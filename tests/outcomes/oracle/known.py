"""What was known at a moment, read in plain Python: the ground the oracle stands on."""

import datetime
from collections import defaultdict

from django.utils import timezone

from hubs.models import Booking, Induction, ServedArea, Session, Wellbeing
from pathways.models import AccommodationCode, Check, MilestoneClaim, OutcomesProfile, Spell
from people.models import Offence, OffenceCoverage, Person, PersonArea, Release, Supervision
from referrals.models import HubContact, JointMeeting, Need, Referral, Transfer

FACTS = (
    Booking, Session, Induction, Check, Spell, Offence, Person, PersonArea, Release, Supervision, Need, Referral,
    JointMeeting, HubContact, OutcomesProfile, Wellbeing, MilestoneClaim,
)  # fmt: skip


def day_of(moment):
    return moment and timezone.localdate(moment)


def key(row):
    return row.version_of_id or row.pk


class Known:
    """Everything known at one moment."""

    def __init__(self, as_at, known_at=None):
        self.as_at = min(as_at, day_of(known_at)) if known_at else as_at
        self.rows = {
            model: [row for row in model.versions.all() if self._is_known(row, known_at)] for model in FACTS
        }
        said = [loaded for loaded in OffenceCoverage.objects.all()
                if known_at is None or loaded.recorded_at <= known_at]  # fmt: skip
        last = max(said, key=lambda loaded: (loaded.recorded_at, loaded.pk), default=None)
        self.offences_to = last and last.covers_to
        self.by_person = {model: defaultdict(list) for model in FACTS}
        for model in FACTS:
            for row in self.rows[model]:
                self.by_person[model][
                    key(row) if model is Person else getattr(row, "person_id", None)
                ].append(row)
        self.sessions = {key(row): row for row in self.rows[Session]}
        self.transfers = defaultdict(list)
        for transfer in Transfer.objects.filter(state="agreed").order_by("agreed_at"):
            if known_at is None or transfer.agreed_at <= known_at:
                self.transfers[transfer.referral_id].append(transfer)
        self.area_of_hub = {}
        for served in ServedArea.objects.select_related("area", "hub").order_by("-area__latitude"):
            self.area_of_hub[served.hub_id] = served.area_id  # hubs of a world stand south of what they serve
        codes = AccommodationCode.objects.all()
        self.housed = {code.code: code.housed_on_release_night for code in codes}
        self.settledness = {code.code: code.settledness for code in codes}

    @staticmethod
    def _is_known(row, known_at):
        if known_at is None:
            return row.superseded_at is None
        return row.recorded_at <= known_at and (row.superseded_at is None or row.superseded_at > known_at)

    def area(self, person, day):
        begun = [row for row in self.by_person[PersonArea][person] if row.since is None or row.since <= day]
        begun.sort(key=lambda row: (row.since or datetime.date.min, key(row)))
        return begun[-1].area_id if begun else None

    def hub(self, person, day):
        live = []
        for row in self.by_person[Referral][person]:
            submitted = day_of(row.submitted_at)
            if submitted is None or submitted > day or row.state == "entered_in_error":
                continue
            if row.state == "declined" and day_of(row.decided_at) <= day:
                continue
            if row.ended_on is not None and row.ended_on <= day:
                continue
            live.append(row)
        live.sort(key=lambda row: (row.submitted_at, key(row)))
        return self.hub_then(live[-1], day) if live else None

    def hub_then(self, referral, day):
        """The hub that handed the referral over first after the day, else the one it names."""
        for transfer in self.transfers[key(referral)]:
            if day_of(transfer.agreed_at) > day:
                return transfer.from_hub_id
        return referral.hub_id

    def died(self, person):
        day = self.by_person[Person][person][0].died_on if self.by_person[Person][person] else None
        return day if day and day <= self.as_at else None

    def _answer(self, person, name, day):
        for row in self.by_person[Check][person]:
            if row.name == name and row.point_on == day and row.answer not in ("", "unknown"):
                return row.answer
        return None

    def _unavailable(self, person, name, day):
        """The check of that day says that the person could not work."""
        return any(
            row.answer == "out_of_scope" and row.reason == "Unavailable for work"
            for row in self.by_person[Check][person]
            if row.name == name and row.point_on == day
        )

    def _covering(self, person, kind, day):
        return [row for row in self.by_person[Spell][person] if row.kind == kind and row.started_on <= day
                and (row.ended_on is None or row.ended_on > day)]  # fmt: skip
