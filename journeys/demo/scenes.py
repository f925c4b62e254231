"""What is under way today, done by the product's own actions as staff would: questions, holds, a transfer, queues.

The population is written as rows; these few are acted out, so that clocks, notices and queues hold what they hold in
earnest. A scene whose people the draw did not bring is left out.
"""

import uuid
from collections.abc import Callable
from itertools import count
from typing import Any

from foundation.accounts.models import OutgoingMail, User
from foundation.lifecycle.models import Reason
from hubs.models import Hub
from people import actions as people_actions
from people.models import Caseload, Person
from referrals import actions as referrals
from referrals import running_clocks
from referrals.actions import enquiring
from referrals.enquiries.steps import AGREED_TO
from referrals.models import Enquiry, Referral, ReferralSource
from referrals.states import ReferralState as S

from . import check_rows, contact_scenes, hub_scenes
from .lives import DAY
from .world import World

NEXT_DOOR = "Croydon"


def act(world: World) -> None:
    """Play every scene. The mails they would send are taken out again: nobody is told of invented lives."""
    running_clocks.catch_up()
    for scene in (*SCENES, *hub_scenes.SCENES, *contact_scenes.SCENES):
        scene(world)
    running_clocks.catch_up_at_the_gate()
    check_rows.write(world)
    OutgoingMail.objects.all().delete()


def _at_chatham(world: World, state: S, most: int) -> list[Referral]:
    """Referrals of Dana’s to Chatham with what the actions read; the latest is left, so that some stay there."""
    mine = Referral.objects.filter(state=state, hub__name="Chatham", referrer=world.staff["Dana Whitlock"])
    related = mine.select_related("person", "hub__team", "team", "referrer", "key_worker", "taken_by")
    return list(related.filter(person__died_on=None).order_by("-submitted_at", "pk")[1 : most + 1])


def _reason(list_name: str, reason: str) -> Reason:
    return Reason.objects.get(list=list_name, reason=reason)


def questions(world: World) -> None:
    """Three are asked about; one is answered."""
    marcus = world.staff["Marcus Oyelaran"]
    for number, referral in enumerate(_at_chatham(world, S.IN_REVIEW, 3)):
        asked = referrals.request_information(
            referral, by=marcus,
            questions=["Which days does the curfew allow?", "Who supports them at home on the first days?"],
        )  # fmt: skip
        if number == 0:
            said = ["Any day between 8 am and 6 pm.", "Their sister, who lives two streets away."]
            answers = {question.pk: text for question, text in zip(asked, said, strict=True)}
            referrals.provide_information(referral, by=referral.referrer, answers=answers)


def waiting_list(world: World) -> None:
    """One more is suitable and has no place."""
    for referral in _at_chatham(world, S.IN_REVIEW, 1):
        referrals.wait_list(
            referral, by=world.staff["Rosa Delgado"], because="The kitchen course is full until it starts again.",
            expected_on=world.today + 28 * DAY,
        )  # fmt: skip


def holds(world: World) -> None:
    """Two are on hold, one of them reviewed."""
    for number, referral in enumerate(_at_chatham(world, S.STARTED, 2)):
        referrals.hold(
            referral, by=world.staff["Rosa Delgado"], reason=_reason("hold", "Illness or treatment"),
            explanation="In hospital; expects to be back within the month.",
        )  # fmt: skip
        if number == 0:
            said = "Spoke by phone: operation went well, wants to come back."
            referrals.review(referral, by=world.staff["Rosa Delgado"], said=said)


def transfer(world: World) -> None:
    """Another hub is asked to take one over."""
    to_hub = Hub.objects.filter(name=NEXT_DOOR).select_related("team").first()
    for referral in _at_chatham(world, S.STARTED, 1) if to_hub else []:
        why = "Has moved in with a cousin there, and the journey takes two hours."
        referrals.request_transfer(referral, by=world.staff["Helen Ashworthy"], to_hub=to_hub, reason=why)


def withdrawn(world: World) -> None:
    """One is withdrawn by the referrer."""
    for referral in _at_chatham(world, S.SUBMITTED, 1):
        referrals.withdraw(
            referral, by=referral.referrer, reason=_reason("withdraw", "Moved out of area"),
            ended_on=world.today,
        )  # fmt: skip


def what_is_known(world: World) -> None:
    """Labels and licence conditions of some of Dana's people."""
    dana = world.staff["Dana Whitlock"]
    names = (["veteran"], ["care_leaver"], ["no_fixed_address", "disability"])
    for person, labels in zip(_held_by(dana, 3), names, strict=False):
        people_actions.record_labels(person, labels, by=dana, as_from=world.today)
    for person in _held_by(dana, 2):
        people_actions.record_condition(
            person,
            by=dana,
            kind="curfew",
            text="At home from 7 pm to 7 am",
            source="Licence",
            since=world.today,
        )


def collisions(world: World) -> None:
    """Another office adds somebody whom Dana's holds already: a contested number, and a pair to be judged."""
    dana, idris = world.staff["Dana Whitlock"], world.staff["Idris Penhallow"]
    others = iter(_held_by(dana, 5)[3:])
    for number, person in zip(count(1), others, strict=False):
        is_first = number == 1
        people_actions.create_person(
            by=idris,
            crn=person.crn if is_first else "",
            family_name=person.family_name if is_first else f"{person.family_name}e",
            given_names=person.given_names,
            date_of_birth=person.date_of_birth,
            sex=person.sex,
        )


def requests(world: World) -> None:
    """Idris asks to take somebody over; Marcus opened a record by break-glass."""
    dana, idris = world.staff["Dana Whitlock"], world.staff["Idris Penhallow"]
    for person in _held_by(dana, 1):
        why = "Moved to my area last week and reports to me."
        people_actions.ask_to_take_over(by=idris, crn=person.crn, date_of_birth=person.date_of_birth, why=why)
        why = "Is at the door and says they have nowhere to sleep tonight."
        people_actions.break_glass(by=world.staff["Marcus Oyelaran"], crn=person.crn, reason=why)


def enquiries(world: World) -> None:
    """Two asked by the public form and wait: one for themselves, one by a shelter. A third is refused."""
    hub = Hub.objects.filter(name="Chatham").select_related("team").first()
    shelter = ReferralSource.objects.exclude(kind="self").order_by("pk").first()
    if hub is None or shelter is None:
        return
    for_self = {"kind": "self", "hub": hub, "agreed_to": AGREED_TO["self"]}
    for_them = {"kind": "agency", "hub": hub, "agreed_to": AGREED_TO["agency"], "source": shelter}
    _ask(
        for_self, name="Wren Applecross", phone="01632 960101", safe_ways=["call", "text"],
        needs=["employment", "finance"], about="I came out in spring and want to work with my hands again.",
        contact_safely="Please call after 10 in the morning.",
    )  # fmt: skip
    _ask(
        for_them, name="Silas Thornaby", agency_name="Riverside Night Shelter", agency_worker="Petra Holloway",
        agency_phone="01632 960102", needs=["accommodation"], about="Has slept here for two weeks.",
    )  # fmt: skip
    late = _ask(for_self, name="J", phone="01632 960103", about="Do you sell bicycles?")
    reason = _reason("enquiry", "Not a request for help")
    enquiring.refuse(late, by=world.staff["Rosa Delgado"], reason=reason)


def _ask(given: dict[str, Any], **written: Any) -> Enquiry:
    return enquiring.queue(given | written, uuid.uuid4())


def _held_by(user: User, most: int) -> list[Person]:
    """People of the practitioner's caseload who are alive, whoever is hidden among them left out."""
    held = Caseload.objects.filter(practitioner=user, until=None).values("person")
    seen = (
        Person.objects.visible_to(user).filter(pk__in=held, died_on=None, crn_confirmed=True).exclude(crn="")
    )
    return list(seen.order_by("pk")[:most])


SCENES: tuple[Callable[[World], None], ...] = (
    questions, waiting_list, holds, transfer, withdrawn, what_is_known, collisions, requests, enquiries,
)  # fmt: skip
