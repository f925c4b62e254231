"""Two records of one person, whatever both bring, and what the tables hold."""

import datetime
import random

from django.apps import apps
from django.utils import timezone

from foundation.lifecycle.facts import Fact
from foundation.lifecycle.models import RunningClock
from pathways.actions.judging import judge_again
from pathways.checks.asking import keep_asking
from people.models import Release
from tests.factories import (
    contacts,
    hubs,
    pathways,
    pathways_handovers,
    pathways_plans,
    pathways_top,
    pathways_verifying,
    people,
    people_documents,
    referrals,
)

LOGS = {"lifecycle.Event", "audit.AuditEvent", "audit.AuditSubject", "people.Merge", "people.MergedRow",
        "people.DuplicatePair", "sessions.Session", "outcomes.Mark"}  # fmt: skip
NOT_COMPARED = {"recorded_at"}  # when a fact was last known to be so


def everything():
    """Every current row of every table but the logs: {(table, key): values}."""
    rows = {}
    for model in apps.get_models():
        if model._meta.label in LOGS:
            continue
        current = model._base_manager.all()
        if issubclass(model, Fact):
            current = current.filter(superseded_at=None)
        if model is RunningClock:
            current = current.filter(stopped_at=None)
        names = [field.attname for field in model._meta.concrete_fields if field.attname not in NOT_COMPARED]
        rows |= {(model._meta.label, row["pk"]): row for row in current.values("pk", *names)}
    return rows


def as_known_at(moment):
    """Every fact as it was known at the moment, but for the key under which it lies."""
    known = []
    for model in apps.get_models():
        if not issubclass(model, Fact):
            continue
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if field.attname not in {"id", "recorded_at", "superseded_at", "version_of_id"}
        ]
        then = model.versions.filter(recorded_at__lte=moment).exclude(superseded_at__lte=moment)
        known += [(model._meta.label, *row) for row in then.values_list(*names)]
    return sorted(known, key=repr)


def bring(person, hub, session, seed=0):
    """Rows of every kind about the person, asked what follows from them; the same seed brings the same choice."""
    chosen = random.Random(seed)
    for make in _MAKERS:
        if not seed or chosen.random() < 0.6:
            make(person, hub, session)
    judge_again(person)
    keep_asking([person.pk])


def _referral(person, hub, session):
    referral = referrals.ReferralFactory(person=person, state="completed", hub=hub)
    for name in ("Need", "Question", "Review", "Reasoning", "Transfer", "JointMeeting", "FirstAppointment",
                 "HubContact", "TreatmentHandover", "GateTick"):  # fmt: skip
        getattr(referrals, f"{name}Factory")(referral=referral, person=person)


def _pathway(person, hub, session):
    pathway = pathways.PathwayFactory(person=person)
    spell = pathways.SpellFactory(person=person)
    pathways.MilestoneClaimFactory(pathway=pathway, spell=spell)
    pathways.CheckFactory(person=person)
    pathways.AssessmentFactory(pathway=pathway)


def _plan(person, hub, session):
    goal = pathways_plans.GoalFactory(plan__person=person)
    pathways_plans.StepFactory(goal=goal)
    pathways_plans.PlanReviewFactory(plan=goal.plan)


def _booking(person, hub, session):
    booking = hubs.BookingFactory(session=session, person=person)
    hubs.ConcernFactory(booking=booking, person=person)


def _corrected_release(person, hub, session):
    release = people.ReleaseFactory(person=person)
    Release.versions.create(
        person=person, prison=release.prison, kind=release.kind, expected_on=release.released_on, version_of=release,
        recorded_at=timezone.now() - datetime.timedelta(days=3), superseded_at=release.recorded_at,
    )  # fmt: skip


_MAKERS = (
    lambda person, hub, session: people.CaseloadFactory(
        person=person, team=hub.team, until=datetime.date.today()
    ),
    lambda person, hub, session: people.InvolvementFactory(person=person, team=hub.team),
    lambda person, hub, session: people.PersonAreaFactory(person=person),
    lambda person, hub, session: people.SupervisionFactory(person=person),
    _corrected_release,
    lambda person, hub, session: people.ConsentFactory(person=person),
    lambda person, hub, session: people.RiskInformationFactory(person=person),
    lambda person, hub, session: people.ActivityAdviceFactory(person=person),
    lambda person, hub, session: people.CohortLabelFactory(person=person),
    lambda person, hub, session: people.LicenceConditionFactory(person=person),
    lambda person, hub, session: people.PendingPairFactory(person=person, crn="Z000001"),
    lambda person, hub, session: people.NoContactFactory(first=person, second=people.PersonFactory()),
    lambda person, hub, session: contacts.ContactFactory(person=person),
    lambda person, hub, session: contacts.SafeguardingConcernFactory(person=person),
    lambda person, hub, session: people.OffenceFactory(person=person),
    lambda person, hub, session: people.ExpectedReoffendingFactory(person=person),
    lambda person, hub, session: people.LocalSignalFactory(person=person),
    lambda person, hub, session: people.TakeOverRequestFactory(person=person),
    lambda person, hub, session: people.BreakGlassFactory(person=person),
    lambda person, hub, session: people.LimitedAccessFactory(person=person),
    lambda person, hub, session: hubs.PlaceFactory(person=person, hub=hub),
    lambda person, hub, session: hubs.InductionFactory(person=person, hub=hub),
    _booking,
    _pathway,
    _plan,
    _referral,
    lambda person, hub, session: referrals.EnquiryFactory(person=person, state="matched"),
    lambda person, hub, session: pathways_handovers.DutyToReferFactory(person=person),
    lambda person, hub, session: pathways_handovers.HandoverFactory(person=person, state="closed"),
    lambda person, hub, session: pathways_top.OutcomesProfileFactory(person=person),
    lambda person, hub, session: pathways_verifying.ExplanationFactory(person=person),
    lambda person, hub, session: people_documents.DocumentFactory(person=person),
    lambda person, hub, session: hubs.WellbeingFactory(person=person, hub=hub),
    lambda person, hub, session: hubs.ReminderWishFactory(person=person),
)
