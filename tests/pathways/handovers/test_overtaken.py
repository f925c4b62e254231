"""Two hands at one handover: who writes from a page that somebody has overtaken is told, and overwrites nothing."""

import pytest

from pathways.actions import answering_handovers as service_does
from pathways.actions import handing_over as sender_does
from pathways.models import Handover
from tests.factories.accounts import TeamFactory
from tests.pathways.asking import page, url
from tests.pathways.days import TODAY
from tests.pathways.handovers.conftest import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", [
    ("treatment", "book", {"on": TODAY.isoformat(), "starts": "9.30", "place": "Mine"},
     lambda each, by: service_does.book_appointment(each, by=by, appointment_at=at(3), place="Gate House")),
    ("housing", "duty", {"answer": "accepted", "owed": "relief", "on": TODAY.isoformat()},
     lambda each, by: service_does.answer_duty_to_refer(each, by=by, answer="accepted", on=TODAY, owed="prevention")),
], ids=["book", "duty"])  # fmt: skip
def test_who_answers_from_a_page_that_a_colleague_has_overtaken_overwrites_nothing(as_, send, request, typed):
    kind, verb, words, colleague_does = typed
    service = request.getfixturevalue(kind)
    opened = service_does.receive_handover(send(service), by=service.worker)
    client, where = as_(service.worker), url(f"handed_over_{verb}", opened)
    form = client.get(where).context["form"]
    colleague_does(Handover.objects.get(), service.colleague)
    stood = Handover.objects.get().version
    answer = client.post(where, words | {"seen_as": form["seen_as"].value()})
    assert (answer.status_code, Handover.objects.get().version) == (409, stood)
    now = "Gate House" if verb == "book" else "Prevention duty"
    assert all(words in page(answer) for words in (f"{service.colleague.name} changed this", now))


def test_the_bridge_is_not_set_over_what_a_colleague_has_just_said(as_, send, treatment, office):
    handover, where = send(treatment, bridge="no", continues_treatment=True), "handover_bridge"
    form = as_(office.dana).get(url(where, handover)).context["form"]
    sender_does.arrange_bridge(handover, by=office.colleague, bridge="yes")
    typed = {"bridge": "not_needed", "seen_as": form["seen_as"].value()}
    answer = as_(office.dana).post(url(where, handover), typed)
    assert (answer.status_code, Handover.objects.get().bridge) == (409, "yes")
    assert f"{office.colleague.name} changed this" in page(answer)


def test_a_caseload_that_moves_meanwhile_stops_no_booking_of_the_service(as_, send, treatment, office):
    handover = service_does.receive_handover(send(treatment), by=treatment.worker)
    opened = as_(treatment.worker).get(url("handed_over_book", handover)).context["form"]["seen_as"].value()
    sender_does.follow_the_team(handover.person, TeamFactory(), by=office.dana)
    typed = {"on": TODAY.isoformat(), "starts": "9.30", "place": "Gate House", "seen_as": opened}
    assert as_(treatment.worker).post(url("handed_over_book", handover), typed).status_code == 302
