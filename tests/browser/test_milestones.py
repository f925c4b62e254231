"""A job starts, evidence is attached, somebody else verifies it, and six weeks later it is asked whether it still
stands (product: The journeys, 5)."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine

from foundation.accounts.roles import Role
from pathways import actions as pathways
from pathways.models import Check, MilestoneClaim, Pathway
from people.models import Document
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.lifecycle import ReasonFactory
from tests.factories.pathways import PathwayFactory
from tests.factories.people import ConsentFactory, InvolvementFactory, PersonFactory
from tests.people.documents import files

from .desks import PHONE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOW = datetime.datetime(2026, 10, 14, 14, 5, tzinfo=ZoneInfo("Europe/London"))
LETTER = files.pdf("We confirm that Rhys Elmstead began work on 12 October 2026.")


@pytest.fixture
def hub(settings, tmp_path):
    """Somebody whom a hub supports, its worker and manager, and an officer of the contract area, who sees no person."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with time_machine.travel(NOW, tick=True):
        area = TeamFactory(name="South East")
        team = HubFactory(name="Chatham", team=TeamFactory(name="Chatham", parent=area)).team
        person = PersonFactory(given_names="Rhys", family_name="Elmstead")
        InvolvementFactory(person=person, team=team)
        ConsentFactory(person=person)
        ReasonFactory(list="evidence_return", reason="Dates do not agree", text_required=True)
        worker = UserFactory(role=Role.HUB_WORKER, teams=[team], name="Rosa Delgado")
        pathway = PathwayFactory(person=person, kind="employment")
        pathways.record_spell(
            pathway,
            by=worker,
            code="employed",
            started_on=datetime.date(2026, 10, 12),
            detail="Strood Dairy Co-op",
        )
        yield SimpleNamespace(
            person=person,
            pathway=pathway,
            worker=worker,
            manager=UserFactory(role=Role.HUB_MANAGER, teams=[team], name="Helen Strand"),
            officer=UserFactory(role=Role.PERFORMANCE_OFFICER, teams=[area], name="Priya Marsh"),
        )


def attach(desk: Desk, content: bytes, name: str) -> None:
    desk.page.locator("[name=file]").set_input_files(
        files=[{"name": name, "mimeType": "application/pdf", "buffer": content}]
    )


def claim_on_a_telephone(rosa: Desk, pathway: Pathway) -> MilestoneClaim:
    rosa.open("claim_record", pathway.uuid)
    rosa.clean()
    rosa.choose(milestone="Job started", spell="Strood Dairy", evidence_type="Letter or e-mail")
    rosa.fill(reached_on="12 October 2026", evidence_on="13 October 2026")
    attach(rosa, files.zip_bomb(), "letter.pdf")
    rosa.press("Claim")
    rosa.refuses("archive")
    rosa.clean()
    attach(rosa, LETTER, "../letter of Rhys.pdf")
    rosa.press("Claim")
    rosa.reads("Somebody else must verify it")
    rosa.page.get_by_role("link", name="Job started").first.click()
    rosa.reads("someone else must verify it", "Open the file (PDF")
    rosa.clean()
    return MilestoneClaim.objects.get()


def look_and_return(priya: Desk, claim: MilestoneClaim) -> None:
    """Without the right to see a person: from the home page to the claim and its file, and no further."""
    priya.open("home")
    priya.press("1 milestone claim to verify")
    priya.clean()
    priya.press("Job started")
    priya.reads("Do they agree?", "Rhys Elmstead")
    priya.clean()
    with priya.page.expect_download() as download:
        priya.page.get_by_role("link", name="Open the file").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert "Rhys" not in download.value.suggested_filename
    assert priya.page.request.get(f"{priya.home}/people/{claim.person.uuid}/").status == 403
    priya.choose(decision="Return to Rosa Delgado", reason="Dates do not agree")
    priya.fill(text="The letter has no date of the first day")
    priya.press("Save and open the next claim")
    priya.reads("returned")


def claim_again_with_what_is_kept(rosa: Desk, claim: MilestoneClaim) -> None:
    rosa.open("home")
    rosa.reads("Dates do not agree")
    rosa.open("claim_detail", claim.uuid)
    rosa.press("Claim again")
    rosa.clean()
    rosa.fill(evidence_reference="Second page added")
    rosa.press("Claim again")
    rosa.reads("Milestone claimed again")


def verify(helen: Desk, claim: MilestoneClaim) -> None:
    helen.open("claim_detail", claim.uuid)
    helen.reads("Always verified", "Second page added")
    helen.choose(decision="Verify")
    helen.press("Save and open the next claim")
    helen.reads("verified")


def test_a_job_starts_evidence_is_attached_somebody_else_verifies_it_and_six_weeks_later_it_stands(desk, hub):
    rosa = desk(hub.worker, viewport=PHONE)
    claim = claim_on_a_telephone(rosa, hub.pathway)
    look_and_return(desk(hub.officer), claim)
    claim_again_with_what_is_kept(rosa, claim)
    verify(desk(hub.manager), claim)
    claim.refresh_from_db()
    assert (claim.state, claim.verified_by, Document.objects.count()) == ("verified", hub.manager, 1)
    with time_machine.travel(NOW + datetime.timedelta(weeks=6), tick=True):
        later = desk(hub.worker, viewport=PHONE)
        later.open("check_list")
        later.reads("Rhys Elmstead")
        later.page.get_by_role("button", name="Yes").first.click()
        later.reads("Rhys Elmstead: Yes")
        later.clean()
    assert Check.objects.get(name="week_6").answer == "yes"
