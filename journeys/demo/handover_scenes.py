"""Handovers to partner services under way today, sent by Dana and Rosa and answered by the services' own workers."""

import datetime
import uuid
from collections.abc import Callable, Iterator

from django.utils import timezone

from foundation.accounts.models import User
from foundation.lifecycle.models import Reason
from pathways.actions import answering_handovers as service_does
from pathways.actions import handing_over as sender_does
from pathways.handovers import duty
from pathways.models import Handover, PartnerService, Pathway
from pathways.states import UNDER_WAY
from people.models import Caseload, Consent, Involvement, Person, Release

from .lives import DAY
from .staff import HOUSING, RECOVERY
from .world import World

Step = Callable[[Handover, User, World], object]


def act(world: World) -> None:
    """Play every scene."""
    duties_owed(world)
    treatment(world)
    duties_to_refer(world)


def duties_owed(world: World) -> None:
    """Whoever is expected out with an accommodation need and no home is owed a duty-to-refer."""
    expected = Release.objects.filter(released_on=None).order_by().values("person")
    for pathway in Pathway.objects.filter(kind=duty.KIND, state__in=UNDER_WAY, person__in=expected).order_by(
        "pk"
    ):
        duty.settle_on(pathway)


def treatment(world: World) -> None:
    """Two are new; others are received, expected today, expected next week, in treatment, refused."""
    steps: list[tuple[Step, ...]] = [
        (), (), (_receive,), (_receive, _book_today), (_receive, _book_next_week),
        (_receive, _book_today, _attend, _treat), (_refuse,),
    ]  # fmt: skip
    _act(
        world,
        "substance_support",
        RECOVERY,
        "Noor Castellan",
        steps,
        "Go on with the prescription after release.",
    )


def duties_to_refer(world: World) -> None:
    """One is new, one accepted with an appointment, one not accepted."""
    steps: list[tuple[Step, ...]] = [(), (_receive, _accept, _book_next_week), (_receive, _decline)]
    _act(
        world,
        "accommodation",
        HOUSING,
        "Abel Cotterill",
        steps,
        "Duty to refer: has nowhere to live on release.",
    )


def _act(
    world: World, kind: str, service_name: str, worker_name: str, steps: list[tuple[Step, ...]], purpose: str
) -> None:
    worker = world.staff[worker_name]
    service = PartnerService.objects.filter(name=service_name).select_related("team").first()
    if service is None:
        return
    for (person, sender), done in zip(_worked_with(world, worker, kind), steps, strict=False):
        handover = sender_does.send_handover(
            person, by=sender, uuid=uuid.uuid4(), service=service, purpose=purpose,
            shares=["date_of_birth", "release", "access_needs"], agreed_on=world.today, agreed_how="in_person",
            continues_treatment=kind == "substance_support", bridge="yes" if kind == "substance_support" else "",
        )  # fmt: skip
        for step in done:
            step(handover, worker, world)


def _worked_with(world: World, worker: User, kind: str) -> Iterator[tuple[Person, User]]:
    """People whom the worker may see with a pathway of the kind and a live consent: Dana's and then Rosa's."""
    dana, rosa = world.staff["Dana Whitlock"], world.staff["Rosa Delgado"]
    needing = Pathway.objects.filter(kind=kind, state__in=UNDER_WAY).values("person")
    agreed = Consent.objects.filter(withdrawn_on=None).values("person")
    seen = Person.objects.not_hidden_from(worker).filter(pk__in=needing, died_on=None).filter(pk__in=agreed)
    held = Caseload.objects.filter(practitioner=dana, until=None).values("person")
    here = Involvement.objects.filter(team__in=rosa.team_ids, until=None, fields=[]).values("person")
    for sender, theirs in ((dana, held), (rosa, here)):
        mine = seen.filter(pk__in=Person.objects.visible_to(sender).values("pk")).filter(pk__in=theirs)
        for person in mine.exclude(pk__in=held) if sender == rosa else mine:
            yield person, sender


def _receive(handover: Handover, worker: User, world: World) -> None:
    service_does.receive_handover(handover, by=worker)


def _refuse(handover: Handover, worker: User, world: World) -> None:
    reason = Reason.objects.get(list=service_does.REFUSE_REASONS, reason="Lives outside our area")
    service_does.refuse_handover(handover, by=worker, reason=reason)


def _book_today(handover: Handover, worker: User, world: World) -> None:
    _book(handover, worker, world.today, 15)


def _book_next_week(handover: Handover, worker: User, world: World) -> None:
    _book(handover, worker, world.today + 7 * DAY, 10)


def _book(handover: Handover, worker: User, day: datetime.date, hour: int) -> None:
    when = timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
    service_does.book_appointment(handover, by=worker, appointment_at=when, place="12 Gate Street, Chatham")


def _attend(handover: Handover, worker: User, world: World) -> None:
    service_does.record_attendance(handover, by=worker, on=world.today)


def _treat(handover: Handover, worker: User, world: World) -> None:
    treatment = {"code": "other", "need_group": "opiate"}
    service_does.start_treatment(handover, by=worker, started_on=world.today, **treatment)


def _accept(handover: Handover, worker: User, world: World) -> None:
    service_does.answer_duty_to_refer(
        handover, by=worker, answer="accepted", on=world.today, owed="prevention"
    )


def _decline(handover: Handover, worker: User, world: World) -> None:
    reason = "Has a tenancy to go back to."
    service_does.answer_duty_to_refer(
        handover, by=worker, answer="not_accepted", on=world.today, reason=reason
    )
