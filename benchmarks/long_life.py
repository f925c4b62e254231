"""Somebody to whom five hundred things of every kind have happened, held by the practitioner and supported by the hub
worker as whom the pages are measured.
"""

import datetime
from collections.abc import Iterator

from django.utils import timezone

from foundation.lifecycle.models import Event, RunningClock
from foundation.lifecycle.transitions import enter
from hubs.models import ActivityCategory, Booking, Concern, Hub, Induction, Place, Session, Wellbeing
from hubs.states import SessionState
from pathways.handovers.states import HandoverState
from pathways.kinds import KINDS
from pathways.models import (
    Assessment,
    Check,
    Goal,
    Handover,
    MilestoneClaim,
    PartnerService,
    Pathway,
    Plan,
    PlanReview,
    Spell,
)
from pathways.states import PathwayState
from people.finding.sounds import keys_of
from people.models import (
    Caseload,
    Consent,
    Involvement,
    LicenceCondition,
    Note,
    Person,
    Release,
    RiskInformation,
    Supervision,
)
from referrals.models import Need, Referral
from referrals.states import ReferralState

from .crowd import Crowd

CRN = "Z999999"
DAY = datetime.timedelta(days=1)


def live(crowd: Crowd) -> Person:
    """Somebody of the practitioner's team and the worker's hub with a long life: made once, and found again."""
    return Person.objects.filter(crn=CRN).first() or _Life(crowd).write()


class _Life:
    """Thirty years put into three: each part writes one kind of thing, so many days apart."""

    def __init__(self, crowd: Crowd) -> None:
        self.by, self.worker = crowd.practitioner, crowd.worker
        self.hub = Hub.objects.get(team__in=self.worker.team_ids)
        self.team, self.today, self.now = self.by.teams.get(), timezone.localdate(), timezone.now()
        self.person = Person.objects.create(
            crn=CRN, family_name="Longfellow", given_names="Ash", date_of_birth=datetime.date(1980, 5, 14),
            sex="male", **keys_of("Longfellow", "Ash"),
        )  # fmt: skip

    def write(self) -> Person:
        Caseload.objects.create(person=self.person, team=self.team, practitioner=self.by, since=self.today)
        Involvement.objects.create(
            person=self.person, team=self.hub.team, purpose="referral", since=self.today
        )
        self._circumstances()
        self._referral()
        self._register()
        self._pathways()
        self._handovers()
        self._plan()
        return self.person

    def _days(self, count: int, apart: int = 1) -> Iterator[datetime.date]:
        return (self.today - DAY * apart * number for number in range(1, count + 1))

    def _circumstances(self) -> None:
        person, by = self.person, self.by
        Note.objects.bulk_create(
            Note(person=person, how="phone", with_whom="person", was_reached=True, on_day=day, team=self.team,
                 text="Said how the week went, and what is next", written_by=by, written_at=self.now)
            for day in self._days(120)
        )  # fmt: skip
        Consent.objects.bulk_create(
            Consent(person=person, given_on=day, how="in_person") for day in self._days(15, 30)
        )
        Supervision.objects.bulk_create(
            Supervision(person=person, kind="licence", started_on=day, ended_on=self.today)
            for day in self._days(10, 60)
        )
        Release.objects.bulk_create(
            Release(person=person, prison_id=1, kind="licence", expected_on=day, released_on=day,
                    recalled_on=day + DAY * 30)
            for day in self._days(10, 100)
        )  # fmt: skip
        LicenceCondition.objects.bulk_create(
            LicenceCondition(person=person, kind="curfew", text="Home by seven", since=day, until=self.today)
            for day in self._days(10, 50)
        )
        RiskInformation.objects.bulk_create(
            RiskInformation(person=person, to_whom=group, level="medium", meaning="In groups", assessed_on=self.today)
            for group in RiskInformation.ToWhom
        )  # fmt: skip

    def _referral(self) -> None:
        source = Referral.objects.exclude(source=None).values_list("source", flat=True)[0]
        referral = enter(
            Referral(
                person=self.person, hub=self.hub, source_id=source, referrer=self.by, team=self.team,
                reference="B-LONG", submitted_at=self.now, drafted_at=self.now, decision="accepted",
                decided_at=self.now, taken_by=self.worker, key_worker=self.worker, started_on=self.today,
            ),
            ReferralState.STARTED,
        )  # fmt: skip
        referral.save(force_insert=True)
        Need.objects.bulk_create(
            Need(referral=referral, person=self.person, kind=kind) for kind in ("employment", "accommodation")
        )
        self._tell(referral, "review", self._days(40, 20))
        RunningClock.objects.bulk_create(
            RunningClock(
                clock=name, subject_type=referral._meta.label_lower, subject_id=referral.pk, team=self.hub.team,
                person_id=self.person.pk, reference="B-LONG", url="/", started_on=self.today,
                due_on=self.today + DAY * 60,
            )
            for name in ("referral_plan", "referral_support_review")
        )  # fmt: skip

    def _tell(self, subject, what: str, days: Iterator[datetime.date]) -> None:
        Event.objects.bulk_create(
            Event(what=what, subject_type=subject._meta.label_lower, subject_id=subject.pk,
                  person_id=self.person.pk, by=self.worker, by_role=self.worker.role, recorded_at=self.now,
                  effective_on=day)
            for day in days
        )  # fmt: skip

    def _register(self) -> None:
        person, hub, category = self.person, self.hub, ActivityCategory.objects.order_by("pk")[0]
        Place.objects.create(person=person, hub=hub, opened_on=self.today)
        Induction.objects.create(
            person=person, hub=hub, inducted_on=self.today - DAY * 700, inducted_by=self.worker
        )
        noon = self.now.replace(hour=12, minute=0, second=0, microsecond=0)
        sessions = Session.objects.bulk_create(
            enter(
                Session(
                    hub=hub, category=category, title="Choir", starts_at=noon - DAY * number,
                    ends_at=noon - DAY * number + datetime.timedelta(hours=1), held_on=self.today - DAY * number,
                    recorded_by=self.worker, register_at=self.now,
                ),
                SessionState.RECORDED,
            )
            for number in range(1, 121)
        )  # fmt: skip
        marks = Booking.objects.bulk_create(
            Booking(session=each, person=person, hub=hub, held_on=each.held_on, imported=True,
                    mark="did_not_attend" if number % 4 else "attended", marked_by=self.worker, marked_at=self.now)
            for number, each in enumerate(sessions)
        )  # fmt: skip
        Concern.objects.bulk_create(
            Concern(booking=each, person=person, text="Seemed tired", recorded_by=self.worker) for each in marks[:10]
        )  # fmt: skip
        Wellbeing.objects.bulk_create(
            Wellbeing(person=person, hub=hub, occasion="review", asked_on=day, satisfied=5, asked_by=self.worker)
            for day in self._days(8, 90)
        )  # fmt: skip

    def _pathways(self) -> None:
        person = self.person
        for kind in KINDS.values():
            pathway = enter(
                Pathway(person=person, kind=kind.slug, opened_on=self.today), PathwayState.IN_PROGRESS
            )
            pathway.save(force_insert=True)
            self._tell(pathway, "set_back", self._days(6, 100))
            Assessment.objects.create(
                pathway=pathway, person=person, question_version=1, answers={}, found_need=True, assessed_on=self.today,
                assessed_by=self.worker,
            )  # fmt: skip
            MilestoneClaim.objects.bulk_create(
                MilestoneClaim(
                    pathway=pathway, person=person, team=self.hub.team, milestone=milestone.slug,
                    value=next(iter(milestone.values), ""), reached_on=day, evidence_type="letter",
                    evidence_reference="On file",
                    evidence_on=day, claimed_by=self.worker, claimed_at=self.now, asked_on=self.today,
                )
                for milestone, day in zip(kind.milestones, self._days(20, 10), strict=False)
            )  # fmt: skip
        Spell.objects.bulk_create(
            Spell(person=person, kind="employment", code="employed", started_on=day, ended_on=day + DAY)
            for day in self._days(40, 4)
        )
        Check.objects.bulk_create(
            Check(person=person, name="week_6", point_on=day, answer="yes") for day in self._days(30)
        )

    def _handovers(self) -> None:
        """One after the other, to each service of the directory; the last is under way."""
        for number, service in enumerate(PartnerService.objects.order_by("pk")):
            sent_at, is_over = self.now - DAY * (20 * number + 10), number > 0
            involvement = Involvement.objects.create(
                person=self.person, team=service.team, purpose=f"handover H-{number}", fields=["name"],
                since=sent_at.date(), until=self.today if is_over else None,
            )  # fmt: skip
            ended = {"ended_at": self.now, "end_reason": "In treatment with us"} if is_over else {}
            handover = enter(
                Handover(
                    reference=f"H-LONG-{number}", person=self.person, service=service, involvement=involvement,
                    team=self.team, sent_by=self.by, sent_at=sent_at, purpose="First appointment",
                    agreed_on=sent_at.date(), agreed_how="in_person", received_at=sent_at + DAY,
                    appointment_at=sent_at + DAY * 5, attended_on=(sent_at + DAY * 5).date(), **ended,
                ),
                HandoverState.CLOSED if is_over else HandoverState.ATTENDED,
            )  # fmt: skip
            handover.save(force_insert=True)
            self._tell(handover, "miss", iter([(sent_at + DAY * 2).date()]))

    def _plan(self) -> None:
        plan = Plan.objects.create(person=self.person, made_on=self.today - DAY * 400, made_by=self.worker)
        PlanReview.objects.bulk_create(
            PlanReview(plan=plan, person=self.person, reviewed_on=day, reviewed_by=self.worker, said="As agreed")
            for day in self._days(4, 90)
        )  # fmt: skip
        Goal.objects.bulk_create(
            Goal(plan=plan, person=self.person, words=f"Goal {number}") for number in range(6)
        )
