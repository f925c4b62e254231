"""The steps of one person's way through, each done on the page and asserted there."""

from playwright.sync_api import expect

from hubs.models import Booking, Session
from pathways.models import Pathway
from people.models import Person
from referrals.models import Referral

from .desks import Desk

TODAY = "14 October 2026"
NAME = "Kofi Larkfield"


# --- The practitioner -----------------------------------------------------------------------------------------------


def add_person(dana: Desk) -> Person:
    """Search by the box of the header, find nobody, mistype the CRN, then add the person."""
    box = dana.page.get_by_role("searchbox")
    box.fill(f"{NAME} 14 May 1990")
    box.press("Enter")
    dana.headed("Nobody found")
    dana.clean()
    dana.press("Add a new person")
    dana.headed("Add a person")
    dana.choose(sex="Male", area="Medway")
    dana.fill(crn="X12345", communication_needs="Large print")
    dana.press("Add the person")
    dana.refuses("CRN")
    dana.clean()
    expect(dana.page.locator("[name=communication_needs]")).to_have_value("Large print")
    expect(dana.page.locator("[name=crn]")).to_have_value("X12345")
    dana.fill(crn="X123456")
    dana.press("Add the person")
    dana.headed(NAME)
    return Person.objects.get()


def record_circumstances(dana: Desk, person: Person) -> None:
    """Consent, a licence, and a release that is expected before it happens."""
    dana.open("consent_record", person.uuid)
    dana.clean()
    dana.choose(how="In person")
    dana.press("Record consent")
    dana.headed(NAME)
    dana.open("supervision_record", person.uuid)
    dana.clean()
    dana.choose(kind="Licence")
    dana.fill(started_on=TODAY, ended_on="1 March 2026")
    dana.press("Record supervision")
    dana.refuses()
    dana.fill(ended_on="")
    dana.press("Record supervision")
    dana.headed(NAME)
    dana.open("release_record", person.uuid)
    dana.clean()
    dana.choose(prison="Rochester", kind="On licence")
    dana.fill(expected_on=TODAY)
    dana.press("Record the release")
    dana.headed(NAME)
    dana.clean()


def draft_referral(dana: Desk, person: Person) -> None:
    """Begun on the person's page by keyboard, then every part."""
    dana.open("person_detail", person.uuid)
    dana.press_by_keyboard("Start a referral")
    fill_in_draft(dana)


def fill_in_draft(dana: Desk) -> None:
    """Every part of the task list that is typed in the draft; the needs by keyboard alone."""
    dana.headed(f"Refer {NAME}")
    dana.clean()
    section(dana, "Needs")
    for need in ("employment", "accommodation", "substance"):
        dana.page.locator(f"[name={need}]").press(" ")
    dana.fill(employment_detail="Work in a kitchen")
    dana.clean()
    dana.press_by_keyboard("Save")
    section(dana, "Risk information")
    dana.choose(risk_not_yet_available="Not yet available")
    dana.press("Save")
    section(dana, "Source of the referral")
    dana.choose(source="Probation")
    dana.press("Save")
    section(dana, "Hub")
    dana.reads("Chatham serves the area this person belongs to.")
    dana.choose(hub="Chatham")
    dana.press("Save")
    section(dana, "Anything else the hub should know")
    dana.fill(about="Caring for his mother on Mondays")
    dana.press("Save")


def section(dana: Desk, title: str) -> None:
    """From the task list into one of its parts."""
    dana.headed("Refer")
    dana.page.get_by_role("main").get_by_role("link", name=title, exact=True).click()
    dana.headed(title)


def submit(dana: Desk) -> Referral:
    """Check the answers and send them; the hub has five working days."""
    dana.headed("Refer")
    dana.page.get_by_role("main").get_by_role("link", name="Check your answers").first.click()
    dana.headed("Check your answers")
    dana.reads("Work in a kitchen", "Caring for his mother")
    dana.clean()
    dana.press_by_keyboard("Submit to Chatham")
    dana.headed("Referral submitted")
    dana.reads("21 October 2026")
    dana.clean()
    return Referral.objects.get()


def record_release(dana: Desk, person: Person) -> None:
    """The expected release has happened."""
    release = person.releases.get()
    dana.open("release_change", person.uuid, release.pk)
    dana.clean()
    dana.fill(released_on=TODAY)
    dana.press("Save the release")
    dana.headed(NAME)


# --- The hub --------------------------------------------------------------------------------------------------------


def find_in_queue(worker: Desk) -> None:
    """The referral stands in the hub's queue, with its clock, and opens from there."""
    worker.open("referral_list")
    row = worker.page.get_by_role("row").filter(has_text=NAME)
    expect(row).to_contain_text("2 working days left")
    worker.clean()
    row.get_by_role("link", name=NAME).click()
    worker.headed(NAME)
    worker.reads("Decide by Wednesday 21 October 2026")
    worker.clean()
    worker.press("Take this referral")
    worker.reads("You have this referral now.")


def accept(worker: Desk) -> None:
    worker.press("Accept")
    worker.headed(f"Accept {NAME}")
    worker.reads("employment, accommodation, substance support")
    worker.clean()
    worker.choose(key_worker="Rosa Delgado")
    worker.press("Accept")
    worker.reads("is accepted.")


def decline(worker: Desk) -> None:
    """Without a reason it is refused and what was typed is kept; with one it is declined."""
    worker.press("Decline")
    worker.headed(f"Decline {NAME}")
    worker.clean()
    worker.fill(explanation="There is no drug worker until May.")
    worker.press("Decline")
    worker.refuses("Choose a reason.", "Say where they can go instead.")
    worker.clean()
    expect(worker.page.locator("[name=explanation]")).to_have_value("There is no drug worker until May.")
    worker.page.locator("[name=reason]").first.check()
    worker.fill(signposting="Ask the hub in Maidstone.")
    worker.press("Decline")
    worker.reads("is declined.")


def record_induction(worker: Desk, referral: Referral) -> None:
    worker.open("induction_record", referral.uuid)
    worker.clean()
    worker.choose(covered="Safety in the building")
    worker.press("Record the induction")
    worker.reads("The induction is recorded.", "Started")


def put_session_on(worker: Desk) -> Session:
    """A session of this afternoon, which has begun."""
    worker.open("session_create")
    worker.clean()
    worker.choose(category="Future focus")
    worker.fill(held_on=TODAY, starts="14.00", ends="1 pm")
    worker.press("Put the session on")
    worker.refuses("The end must be after the start")
    worker.fill(ends="4 pm")
    worker.press("Put the session on")
    worker.reads("The session is on.")
    worker.clean()
    return Session.objects.get()


def book(worker: Desk, session: Session) -> None:
    worker.open("booking_create", session.uuid)
    worker.page.get_by_label(NAME).check()
    worker.clean()
    worker.press("Book the people chosen")
    worker.headed("Future focus")
    worker.reads(NAME)


def take_register(worker: Desk, session: Session) -> None:
    """By keyboard: one letter marks the person; a submission sent twice changes nothing."""
    worker.open("register_take", session.uuid)
    worker.clean()
    before = Booking.versions.count()
    expect(worker.page.locator("[data-register-ready]")).to_have_count(1)
    worker.page.locator("[data-register-row] input[type=radio]").first.focus()
    worker.page.keyboard.press("l")
    worker.reads("1 of 1 marked", "Saved")
    worker.press_by_keyboard("Submit register", times=2)
    worker.reads("The register is submitted.")
    worker.page.go_back()
    worker.reads("Recorded", "Save the correction")
    assert Booking.versions.count() == before + 1
    assert Booking.objects.get().mark == "late"


def take_register_by_hand(worker: Desk, session: Session) -> None:
    """Without script nothing counts along, and the form is sent by its buttons."""
    worker.open("register_take", session.uuid)
    expect(worker.page.locator("[data-register-keys]")).to_be_hidden()
    worker.press("Submit register")
    worker.reads("There is a problem", f"Choose a mark for {NAME}.")
    worker.page.get_by_role("radio", name="Attended", exact=True).check()
    worker.press("Submit register")
    worker.reads("The register is submitted.")
    assert Booking.objects.get().mark == "attended"


# --- The pathways ---------------------------------------------------------------------------------------------------


def record_job(worker: Desk, person: Person) -> None:
    """The three pathways are open; a job is recorded on the first."""
    for kind in ("Accommodation", "Substance support", "Employment"):
        worker.open("person_detail", person.uuid)
        worker.page.get_by_role("main").get_by_role("link", name=kind, exact=True).click()
        worker.headed(f"{kind} pathway")
        worker.clean()
    worker.press("Record a job")
    worker.clean()
    worker.choose(code="Employed")
    worker.fill(detail="Strood Dairy Co-op, warehouse operative", started_on="31 February 2026")
    worker.press("Record")
    worker.refuses()
    worker.fill(started_on=TODAY)
    worker.press("Record")
    worker.reads("Job recorded", "Strood Dairy Co-op")


def claim_job(worker: Desk, person: Person) -> None:
    """Job started is claimed; its claimer is told that somebody else must verify it."""
    worker.open("claim_record", Pathway.objects.get(person=person, kind="employment").uuid)
    worker.clean()
    worker.choose(milestone="Job started", spell="Strood Dairy", evidence_type="Letter or e-mail")
    worker.fill(reached_on=TODAY, evidence_reference="Letter in the hub's file", evidence_on=TODAY)
    worker.press("Claim")
    worker.reads("Somebody else must verify it")
    worker.page.get_by_role("link", name="Job started").first.click()
    worker.reads("someone else must verify it")
    worker.clean()
    expect(worker.page.locator("[name=decision]")).to_have_count(0)


def verify_claim(manager: Desk) -> None:
    manager.open("claim_list")
    manager.clean()
    manager.page.get_by_role("row").filter(has_text=NAME).get_by_role("link").first.click()
    manager.reads("Do they agree?", "Strood Dairy Co-op")
    manager.clean()
    manager.choose(decision="Verify")
    manager.press("Save and open the next claim")
    manager.reads("verified")


# --- The report -----------------------------------------------------------------------------------------------------


def read_report(commissioner: Desk) -> dict[str, bytes]:
    """The quarter's report of Medway, and its files by format. Nobody is named anywhere."""
    commissioner.open("report_list")
    commissioner.clean()
    commissioner.choose(place="Medway", period="October to December 2026")
    commissioner.press("Show the report")
    commissioner.headed("Medway")
    commissioner.reads_not("Larkfield", "X123456")
    commissioner.clean()
    files = {}
    for name in ("CSV", "JSON", "PDF"):
        with commissioner.page.expect_download() as download:
            commissioner.page.get_by_role("link", name=name, exact=True).click()
        files[name] = download.value.path().read_bytes()
        assert b"Larkfield" not in files[name]
    return files
