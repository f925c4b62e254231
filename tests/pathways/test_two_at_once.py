"""Two people at one record: the later one is told, reads what it says now, and undoes nothing unseen."""

import pytest

from foundation.lifecycle.meanwhile import ChangedMeanwhile
from pathways import actions as pathways
from pathways.actions import duties
from pathways.duties.rules import Said
from pathways.models import DutyToRefer, MilestoneClaim, Spell
from tests.factories.pathways import SpellFactory
from tests.factories.pathways_handovers import DutyToReferFactory
from tests.pathways.asking import page, url
from tests.pathways.days import day

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(pathway):
    return SpellFactory(person=pathway.person, started_on=day(20), detail="Strood Dairy Co-op")


def as_shown(client, address) -> dict:
    """What the fields of the page's form hold."""
    form = client.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def on(ago: int) -> str:
    return f"{day(ago):%-d %B %Y}"


def test_a_correction_of_a_former_version_undoes_nothing(pathway, hub, job):
    opened = job.seen_as
    pathways.correct_spell(pathway, job, by=hub.colleague, reason="The contract says so", started_on=day(18))
    with pytest.raises(ChangedMeanwhile, match="Tobi Abara changed this"):
        pathways.correct_spell(
            pathway, job, by=hub.worker, reason="Spelling", seen_as=opened, started_on=day(20), detail="Dairy"
        )
    assert Spell.objects.get().started_on == day(18)


def test_the_page_says_what_it_says_now_and_takes_it_once_that_is_read(as_, pathway, hub, job):
    address, client = url("spell_correct", job), as_(hub.worker)
    typed = as_shown(client, address) | {"detail": "Dairy", "reason": "Spelling", "started_on": on(20)}
    pathways.correct_spell(pathway, job, by=hub.colleague, reason="The contract says so", started_on=day(18))
    refused = client.post(address, typed)
    assert refused.status_code == 409
    assert "Tobi Abara changed this" in page(refused)
    assert f'First day</dt> <dd class="govuk-summary-list__value">{on(18)}' in page(refused)
    again = typed | {"seen_as": refused.context["form"]["seen_as"].value(), "started_on": on(18)}
    assert client.post(address, again).status_code == 302
    assert Spell.objects.get().detail == "Dairy"


def test_a_correction_that_names_no_version_is_asked_again(as_, hub, job):
    asked = as_(hub.worker).post(url("spell_correct", job), {"code": "employed", "reason": "Spelling"})
    assert "Open the page again" in page(asked)


def test_an_answer_to_a_duty_to_refer_is_not_undone_by_who_had_opened_it_before(accommodation, hub):
    made = DutyToReferFactory(person=accommodation.person, made_on=day(9))
    stale, said = DutyToRefer.objects.get(), {"made_on": day(9), "authority": made.authority}
    answer = {"answer": "accepted", "answered_on": day(2), "owed": "relief"}
    duties.change_duty(made, by=hub.colleague, said=Said(**said, **answer))
    with pytest.raises(ChangedMeanwhile):
        duties.change_duty(stale, by=hub.worker, said=Said(**said), seen_as=stale.seen_as)
    assert DutyToRefer.objects.get().answer == "accepted"


def test_the_page_of_a_duty_to_refer_says_so_too(as_, accommodation, hub):
    made = DutyToReferFactory(person=accommodation.person, made_on=day(9))
    typed = as_shown(as_(hub.worker), url("duty_change", made)) | {"made_on": on(9), "authority": "Kent"}
    duties.change_duty(made, by=hub.colleague, said=Said(made_on=day(8), authority="Medway Council"))
    assert as_(hub.worker).post(url("duty_change", made), typed).status_code == 409
    assert DutyToRefer.objects.get().authority == "Medway Council"


@pytest.mark.parametrize("decision", ["verify", "return"])
def test_a_decision_on_evidence_that_was_mended_since_is_not_taken(
    as_, hub, claim, evidence, reason, decision
):
    client = as_(hub.manager)
    typed = as_shown(client, url("claim_detail", claim)) | {"decision": decision}
    if decision == "return":
        typed |= {"reason": reason.pk, "text": "Add a payslip"}
    pathways.return_claim(claim, by=hub.officer, reason=reason, text="Add a payslip")
    pathways.claim_again(claim, by=hub.worker, **evidence | {"evidence_reference": "Payslip of May"})
    refused = client.post(url("claim_detail", claim), typed)
    assert refused.status_code == 409
    assert "Payslip of May" in page(refused)
    assert MilestoneClaim.objects.get().state == "claimed"
    again = typed | {"seen_as": refused.context["form"]["seen_as"].value()}
    assert client.post(url("claim_detail", claim), again).status_code == 302
