"""What is done in journey 8, at whose desk: a figure is read, a return written, a question answered, a pack read."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import expect

from partnership.models import ImprovementAction, Measure, Pack, Question, Return
from partnership.states import Rating

from .desks import PHONE, Desk

HOUSED, INCIDENTS = "Housed on release", "Incidents recorded"


def signed_in(seat: Desk, user) -> Desk:
    """By the sign-in page, with the keyboard."""
    seat.open("home")
    seat.headed("Sign in")
    seat.fill(login=user.email, password="a long enough password")
    seat.page.keyboard.press("Enter")
    seat.reads(user.name)
    return seat


# --- A report, and a partner that answers for it --------------------------------------------------------------------


def publish(commissioner: Desk, draft) -> None:
    commissioner.open("snapshot_detail", draft.uuid)
    commissioner.reads("Only those who publish can read it.", "40 of 100")
    commissioner.clean()
    commissioner.press("Check and publish")
    commissioner.headed("Check and publish")
    commissioner.clean()
    commissioner.press("Publish")
    commissioner.reads("These figures never change.")


def measure_has_its_figure(officer: Desk) -> None:
    """Nobody entered it: it came with the report, which it names."""
    officer.open("measure_detail", Measure.objects.get(title=HOUSED).uuid)
    officer.reads("40%", "40 of 100", "Outcome report, Medway", Rating.FLOOR_MET.label)
    officer.clean()


def find_return(writer: Desk) -> None:
    """The home page shows that it is due; it is opened and filled in by keyboard alone."""
    writer.reads("Your returns and actions", "days left")
    writer.clean()
    writer.enter("Return of Medway Council")
    writer.headed("Medway Council")
    writer.clean()
    expect(writer.page.get_by_role("button", name="Submit the return")).to_have_count(0)


def rate(writer: Desk, measure: str, rating: Rating) -> None:
    writer.enter(f"Rate it and say what lies behind it of {measure}")
    writer.headed(measure)
    writer.clean()
    writer.tab_to(Rating.TARGET_MET.label)
    writer.page.keyboard.press("Space")
    while not writer.page.get_by_label(rating.label).is_checked():
        writer.page.keyboard.press("ArrowDown")
    writer.type("What lies behind it?", f"What we did for “{measure}” holds.")
    writer.enter("Save")
    writer.reads("is saved.")


def cannot_be_submitted(writer: Desk) -> None:
    """A rating above its figure without a reason, and a red without an action: each is listed and leads to its form."""
    writer.reads("2 things are missing")
    for lack, heading in (
        (f"why your rating of “{HOUSED}” is not that of its figure", HOUSED),
        (f"an improvement action for “{INCIDENTS}”, which is red", "Add an improvement action"),
    ):
        writer.press(lack)
        writer.headed(heading)
        writer.page.go_back()
    expect(writer.page.get_by_role("button", name="Submit the return")).to_have_count(0)
    writer.page.set_viewport_size(PHONE)
    writer.clean()


def plan_action(writer: Desk) -> None:
    """On a phone; sent empty, it says everything that it asks for."""
    writer.enter(f"an improvement action for “{INCIDENTS}”, which is red")
    writer.headed("Add an improvement action")
    writer.enter("Add the action")
    writer.refuses("Say what will be done.", "Say which post answers for it.")
    writer.clean()
    for label, text in (
        ("What will be done?", "Two wardens in the evening"),
        ("Which post answers for it?", "Head of community safety"),
        ("Done by", "30 September 2025"),
        ("What does it take?", "Two posts"),
        ("What should it change in this measure?", "Fewer than 150 in the autumn"),
    ):
        writer.type(label, text)
    writer.enter("Add the action")
    writer.reads("The improvement action is added.", "1 thing is missing")
    assert ImprovementAction.objects.get().raised_in == Return.objects.get()


def give_reason(writer: Desk) -> None:
    writer.enter(f"why your rating of “{HOUSED}” is not that of its figure")
    writer.clean()
    writer.type(
        "If your rating is above the computed one", "The shelter that opened in March is not counted yet."
    )
    writer.enter("Save")
    writer.reads("Above the computed rating", "The shelter that opened in March is not counted yet.")


def submit(writer: Desk) -> None:
    writer.enter("Submit the return")
    writer.reads("The return is submitted.", "It is with the officers of the partnership.")
    writer.clean()


def accept(officer: Desk) -> None:
    officer.open("home")
    officer.reads("1 submitted", "accept it, or send it back")
    officer.clean()
    officer.page.get_by_role("main").get_by_role("link", name="Medway Council", exact=True).click()
    officer.reads("Above the computed rating", "Two wardens in the evening")
    officer.press("Accept the return")
    officer.reads("The return is accepted.", "It is accepted, and stands.")
    officer.clean()
    assert Return.objects.get().state == "accepted"


# --- A question, and its written response ---------------------------------------------------------------------------


def ask(member: Desk, partner: str) -> None:
    member.open("home")
    member.clean()
    member.press("ask a question")
    member.headed("Ask a question")
    member.clean()
    member.press("Ask the question")
    member.refuses("Choose the partner that is asked.", "Write the question.")
    member.clean()
    member.choose(partner=partner)
    member.fill(text="What share of the posts is filled?")
    member.double_click("Ask the question")
    member.reads(f"Question 1 is with {partner}.", "17 April 2025")
    member.clean()
    assert Question.objects.count() == 1


def answer(writer: Desk) -> None:
    writer.open("home")
    writer.reads("Asked of you by scrutiny", "28 days left")
    writer.clean()
    writer.press("Question 1")
    writer.press("Write the response")
    writer.clean()
    writer.press("Send the response")
    writer.refuses("Write the response.")
    writer.fill(response="77 % of the posts are filled.")
    writer.press("Send the response")
    writer.reads("An officer of the partnership reads the response.")
    writer.clean()


def reads_no_response(member: Desk) -> None:
    member.page.reload()
    member.reads("The response is not published yet.")
    member.reads_not("77 %")


def reads_response(member: Desk) -> None:
    member.page.reload()
    member.reads("77 % of the posts are filled.", "Published")
    member.clean()


def approve_and_publish(officer: Desk) -> None:
    officer.open("home")
    officer.reads("Responses to approve or publish")
    officer.clean()
    officer.press("Question 1")
    officer.reads("77 % of the posts are filled.")
    officer.press("Approve the response")
    officer.press("Publish question and response")
    officer.reads("Question 1 and its response are published.")
    officer.clean()


# --- A pack that everybody reads ------------------------------------------------------------------------------------


def build_and_publish(officer: Desk) -> None:
    officer.open("pack_list", "medway")
    officer.clean()
    officer.press("Build a pack")
    officer.clean()
    officer.press("Build the pack")
    officer.refuses("Choose the period.")
    officer.page.get_by_label("2024/25").check()
    officer.press("Build the pack")
    officer.reads("The pack is built.", HOUSED, "Two wardens in the evening")
    officer.clean()
    officer.press("Publish the pack")
    officer.reads("The pack is published.")
    assert Pack.objects.get().state == "published"


def read_partnership(public: Desk) -> None:
    """Found without signing in, on a wide screen and on a phone."""
    public.open("public_list")
    public.clean()
    public.press("Medway CSP")
    public.headed("Medway CSP")
    public.reads(HOUSED, "40%", Rating.FLOOR_MET.label, "77 % of the posts are filled.")
    clean_on_a_phone_too(public)


def read_pack(public: Desk) -> None:
    public.press("April 2024 to March 2025, number 1")
    public.headed("Scrutiny pack")
    behind = f"What we did for “{HOUSED}” holds."
    public.reads(behind, "Two wardens in the evening", "77 % of the posts are filled.")
    public.reads_not("Since this pack was made")
    expect(public.page.get_by_text(behind).first).to_be_hidden()
    public.page.get_by_role("link", name="What partners say of themselves").click()
    expect(public.page.get_by_text(behind).first).to_be_visible()
    public.page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    clean_on_a_phone_too(public)


def clean_on_a_phone_too(public: Desk) -> None:
    wide = public.page.viewport_size
    public.clean()
    public.page.set_viewport_size(PHONE)
    public.clean()
    public.page.set_viewport_size(wide)


def files_agree(public: Desk) -> None:
    """The PDF's text and the CSV say what the page says of the measure."""
    (row,) = [row for row in csv.DictReader(io.StringIO(download(public, "CSV").read_text("utf-8-sig")))
              if row["measure"] == HOUSED]  # fmt: skip
    assert (row["figure"], row["rating"]) == ("0.4", Rating.FLOOR_MET.label)
    interval = f"{float(row['low']):.0%} to {float(row['high']):.0%}"
    public.reads(f"40%, {interval}, January to March 2025")
    if shutil.which("pdftotext"):
        said = words_of(download(public, "PDF"))
        for words in (f"40%, {interval}", "Two wardens in the evening", "77 % of the posts are filled."):
            assert words in said


def download(public: Desk, name: str) -> Path:
    with public.page.expect_download() as found:
        public.press(name)
    return found.value.path()


def words_of(pdf: Path) -> str:
    told = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True, text=True)
    return " ".join(told.stdout.split())


def withdraw_report(commissioner: Desk, report) -> None:
    commissioner.open("snapshot_detail", report.uuid)
    commissioner.press("Withdraw this report")
    commissioner.clean()
    commissioner.fill(because="A hub counted twice")
    commissioner.press("Withdraw the report")
    commissioner.reads("A hub counted twice")


def reads_that_it_was_withdrawn(public: Desk) -> None:
    public.page.reload()
    public.reads(
        "Since this pack was made:", f"{HOUSED} rested on it here", "It was withdrawn:", "A hub counted twice"
    )
    public.clean()
