"""Every page in a browser: clean for axe, no wider than the screen, no fault in the console.

The pages and who may open them are those of the access matrix; a page that is new there is opened here too.
"""

from unittest.mock import patch

import pytest
from django.test.signals import template_rendered
from django.urls import reverse
from django.utils import timezone

from foundation.design import dates
from outcomes.publishing import actions as publishing
from outcomes.report import lasting
from referrals.sections import SECTIONS
from tests.access import world as worlds
from tests.access.matrix import EVERYONE, MATRIX, NOWHERE
from tests.access.partnership import PARTNERSHIP
from tests.factories.hubs import BookingFactory
from tests.factories.outcomes import SnapshotFactory
from tests.factories.people import InvolvementFactory
from tests.factories.referrals import ReferralFactory

from .desks import PHONE, WIDE, Desk
from .templates import NOT_BY_A_CLICK, PAGES, SECOND_FACTOR

pytestmark = pytest.mark.django_db(transaction=True)

# Files and answers for machines; and a page that goes away as soon as anything answers (register/).
NO_PAGES = {
    "import_template", "document_open", "claim_file", "report_download", "snapshot_download",
    "availability_download", "referral_fhir", "pack_download", "public_figures", "public_pack_file",
    "referral_list_download",
    "health_live", "health_ready", "timetable_feed", "register_ping", "register_mark", "register_worker",
    "register_offline", *(name for name in MATRIX if name.startswith("directory_")),
}  # fmt: skip
# Forms of the partnership may answer 409, by the state of their thing; this one does in the world as it is built.
NOT_NOW = {"question_send_back"}
ROUTES = {
    name: row
    for name, row in MATRIX.items()
    if name not in NO_PAGES | NOT_NOW
    and (row.get == (200,) or (name in PARTNERSHIP and row.get == (200, 409)))
}

SECTION_SLUGS = [section.slug for section in SECTIONS]
SIGNED_OUT = ("account_login", "account_reset_password", "account_reset_password_done")
OWN_ACCOUNT = ("account_logout", "account_change_password", "mfa_index", "account_reauthenticate")

# What these forms lack is nothing: sent empty, they say that nothing is to be done.
MAY_BE_EMPTY = {
    "plan_text", "referral_discard", "register_take", "late_entry_detail", "hub_bank_holidays", "hub_describe",
    "reminder_again", "session_held_after_all", "return_line", "return_words",
}  # fmt: skip
ASKED_BY_GET = {
    "extract_create",  # its form of many people comes after the question by GET (choosing_a_cohort)
    "measure_create",  # its form comes after what is measured
}


@pytest.fixture
def world():
    return worlds.build()


@pytest.fixture
def seen():
    """The names of the templates that were rendered meanwhile."""
    names: set[str] = set()

    def note(template, **more) -> None:
        names.add(str(template.name))

    template_rendered.connect(note)
    yield names
    template_rendered.disconnect(note)


def address(name, world) -> str:
    return reverse(name, kwargs=MATRIX[name].kwargs(world.things))


def first_who_may(row) -> str:
    """One actor of the row: always the same."""
    return sorted(row.opens)[0]


class Staff:
    """The actors' desks, each opened when first needed."""

    def __init__(self, desk, world, **about) -> None:
        self.desk, self.world, self.about, self.desks = desk, world, about, {}

    def __getitem__(self, actor: str) -> Desk:
        if actor not in self.desks:
            self.desks[actor] = self.desk(self.world.actors[actor], **self.about)
        return self.desks[actor]


def look_at(seat: Desk, path: str) -> list[str]:
    """What is wrong with the page at this address."""
    answer = seat.page.goto(seat.home + path)
    if answer.status != 200 or answer.url != seat.home + path:
        return [f"{path}: {answer.status} {answer.url}"]
    return looked_at(seat)


def looked_at(seat: Desk) -> list[str]:
    """What is wrong with the open page, at both widths."""
    wrong = seat.broken()
    seat.page.set_viewport_size(PHONE)
    wrong += seat.too_wide()
    seat.page.set_viewport_size(WIDE)
    return wrong


@pytest.mark.browser
def test_every_page_is_clean_and_fits_a_phone(desk, world, seen):
    staff, wrong = Staff(desk, world), []
    for name, row in ROUTES.items():
        if row.opens:
            wrong += look_at(staff[first_who_may(row)], address(name, world))
    wrong += after_a_search(staff["practitioner"])
    for slug in SECTION_SLUGS:
        path = reverse("referral_section", args=[world.things["draft"].uuid, slug])
        wrong += look_at(staff["practitioner"], path)
    for name in OWN_ACCOUNT:
        wrong += look_at(staff["commissioner"], reverse(name))
    notice = world.things["notice_of_commissioner"]
    wrong += look_at(staff["commissioner"], reverse("notice_detail", args=[notice.pk]))
    refused = world.things["refused_transfer"]
    wrong += look_at(staff["hub_manager_elsewhere"], reverse("transfer_detail", args=[refused.uuid]))
    read = world.things["sampled_read"]
    wrong += look_at(staff["hub_manager"], reverse("quality_read", args=[read.uuid]))
    wrong += look_at(staff["administrator"], reverse("partnership_home"))
    wrong += look_at(staff["partnership_officer"], reverse("return_list"))
    answered = world.things["answered_question"]
    wrong += look_at(staff["partnership_officer"], reverse("question_send_back", args=[answered.uuid]))
    signed_out = desk()
    for name in SIGNED_OUT:
        wrong += look_at(signed_out, reverse(name))
    wrong += asking_for_help(signed_out)
    wrong += reports_on_their_way(staff)
    wrong += choosing_a_cohort(staff["performance_officer"])
    wrong += refusals(staff) + at_a_full_hub(staff) + after_the_session_ended(staff)
    wrong += booking_a_group(staff["hub_worker"], world)
    wrong += ending_a_rule(staff["hub_worker"], world)
    wrong += handing_several_over(
        staff["practitioner"]
    )  # last: whom they hold moves on, and the drafts with them
    assert not wrong, "\n".join(wrong)
    assert not (unseen := PAGES - seen - SECOND_FACTOR - NOT_BY_A_CLICK), unseen


def after_a_search(seat: Desk) -> list[str]:
    """Results and the form for a new person are reached by a search only."""
    box = seat.page.get_by_role("searchbox")
    box.fill("Kofi Larkfield")
    box.press("Enter")
    seat.headed("People found")
    wrong = looked_at(seat)
    seat.press("Add a new person")
    seat.headed("Add a person")
    return wrong + looked_at(seat)


def handing_several_over(seat: Desk) -> list[str]:
    """The page that asks to whom, and the one that says what was done, are reached from the list only."""
    seat.open("person_list")
    seat.page.get_by_role("checkbox").last.check()
    seat.press("Hand over those chosen")
    seat.headed("Hand over 1 person")
    wrong = looked_at(seat)
    seat.page.get_by_label("Who takes over?").select_option(index=1)
    seat.page.get_by_label("Why?").fill("Moved to another office")
    seat.press("Hand over")
    seat.headed("handed over to")
    return wrong + looked_at(seat)


def booking_a_group(seat: Desk, world) -> list[str]:
    """The page that says who is booked and who is not is reached by booking only; nobody can be with a full session."""
    session = world.things["later_session"]
    BookingFactory.create_batch(
        session.capacity - 1, session=session
    )  # the last place is offered to somebody
    seat.open("booking_group", session.uuid)
    seat.page.get_by_label("Name or CRN").fill(world.things["person"].family_name)
    seat.press("Show these people")
    wrong = looked_at(seat)
    seat.page.get_by_label(str(world.things["person"])).check()
    seat.press("Book the group")
    seat.headed("Who is booked, and who is not")
    seat.reads("Not booked: 1.")
    return wrong + looked_at(seat)


def ending_a_rule(seat: Desk, world) -> list[str]:
    """The page that says what a change of the timetable does is reached by its form only."""
    seat.open("rule_end", world.things["rule"].uuid)
    seat.fill(last_on=dates.say_day(dates.today()), reason="The lead has left")
    seat.press("Continue")
    seat.headed("Check what ends")
    return looked_at(seat)


def asking_for_help(seat: Desk) -> list[str]:
    """The public form, page by page, without signing in."""
    wrong = []
    seat.open("enquiry_step", "who")
    seat.choose(kind_of_enquiry="Myself")
    for heading, boxes, ticks in (
        ("What is your name?", {"name": "Kofi Larkfield"}, ()),
        ("How can we get in touch safely?", {"phone": "07700 900 123"}, ("Call the number",)),
        ("When were you born?", {}, ()),
        ("Where do you live?", {}, ()),
        ("What do you need help with?", {}, ("Health",)),
        ("Is there anything we should know", {}, ()),
    ):
        seat.press("Continue")
        seat.headed(heading)
        seat.fill(**boxes)
        for tick in ticks:
            seat.page.get_by_label(tick).check()
        if heading == "Where do you live?":
            seat.choose(hub="Chatham")
        wrong += looked_at(seat)
    seat.press("Continue")
    seat.headed("Check what you wrote")
    wrong += looked_at(seat)
    seat.page.locator("[name=agreed]").check()
    seat.press("Send")
    seat.headed("We have your message")
    return wrong + looked_at(seat)


def refusals(staff: Staff) -> list[str]:
    """The pages that say no: not found, not allowed, a time to come, not in this state."""
    wrong = []
    for actor, path, status in (
        ("practitioner", reverse("person_detail", args=[NOWHERE]), 404),
        ("commissioner", reverse("person_list"), 403),
        ("commissioner", address("report_detail", staff.world) + "?as_at=1+January+2099", 400),
        ("commissioner", reverse("report_detail", args=["area", "medway", "2099-Q1"]), 404),
        ("commissioner", address("report_attended_or_not", staff.world), 409),
        ("commissioner", address("report_detail", staff.world) + "?as_at=2025-04-30", 409),
        ("hub_worker", reverse("referral_accept", args=[staff.world.things["submitted"].uuid]), 409),
        ("practitioner", reverse("referral_submit", args=[staff.world.things["draft"].uuid]), 405),
    ):
        seat = staff[actor]
        with patch.object(lasting, "MANY", 0):  # any nation is a large one
            assert seat.page.goto(seat.home + path).status == status, path
        wrong += looked_at(seat)
    return wrong


def reports_on_their_way(staff: Staff) -> list[str]:
    """A report that is worked out, one that waits to be published, and one that was withdrawn."""
    by = staff.world.actors["commissioner"]
    working = SnapshotFactory(kind="england", place="England", step=2)
    gone = SnapshotFactory(
        period="2024-Q1", published=True, state="withdrawn", withdrawn_by=by, withdrawn_at=timezone.now(),
        because="A hub was counted twice",
    )  # fmt: skip
    seat, wrong = staff["commissioner"], []
    for name, snapshot in (
        ("snapshot_detail", working),
        ("snapshot_detail", gone),
        ("snapshot_publish", staff.world.things["draft_report"]),
        ("snapshot_withdraw", staff.world.things["snapshot"]),
    ):
        seat.open(name, snapshot.uuid)
        wrong += looked_at(seat)
    return wrong


def choosing_a_cohort(seat: Desk) -> list[str]:
    """Whom an extract is about is asked by GET: sent empty it says what is missing, and few people are not enough."""
    seat.open("extract_create")
    seat.press("See whether it is enough")
    seat.refuses("Choose a place.")
    wrong = looked_at(seat)
    seat.page.get_by_label("Place").select_option(index=1)
    seat.fill(first_on="1 January 2024", last_on="31 December 2024")
    seat.press("See whether it is enough")
    seat.headed("Not enough people")
    return wrong + looked_at(seat)


def after_the_session_ended(staff: Staff) -> list[str]:
    """The page that offers to send again what was typed: reached by signing in once more."""
    user, draft = staff.world.actors["practitioner"], staff.world.things["draft"]
    seat = staff["practitioner"]
    seat.open("referral_section", draft.uuid, "about")
    seat.page.context.clear_cookies(name="sessionid")
    seat.fill(about="Works nights")
    seat.press("Save")
    seat.fill(login=user.email, password="a long enough password")
    seat.press("Sign in")
    seat.headed("What you typed is kept")
    return looked_at(seat)


def at_a_full_hub(staff: Staff) -> list[str]:
    """A worker who wants to accept where no place is left."""
    hub = staff.world.things["hub"]
    type(hub).objects.filter(pk=hub.pk).update(places=0)
    referral = ReferralFactory(state="in_review", hub=hub)
    InvolvementFactory(person=referral.person, team=hub.team)
    seat = staff["hub_worker"]
    seat.open("referral_accept", referral.uuid)
    seat.headed("is full")
    return looked_at(seat)


@pytest.mark.browser
def test_every_form_sent_empty_says_what_is_missing(desk, world):
    staff, wrong = Staff(desk, world), []
    # While a draft is to be decided on, no other is asked for.
    publishing.discard(world.things["draft_report"], by=world.actors["commissioner"])
    for name, row in ROUTES.items():
        if row.post is not None and row.opens and name not in MAY_BE_EMPTY | ASKED_BY_GET:
            seat = staff[first_who_may(row)]
            seat.page.goto(seat.home + address(name, world))
            wrong += sent_empty(seat)
    assert not wrong, "\n".join(wrong)


EMPTIED = """form => {
  for (const field of form.elements) {
    if (field.type === "hidden" || field.tagName === "BUTTON") continue;
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else field.value = "";
  }
}"""


def sent_empty(seat: Desk) -> list[str]:
    """What is wrong with the page that answers the open page's form, emptied."""
    form = seat.page.locator("main form[method=post]").first
    if not form.count():
        return [f"{seat.page.url}: it has no form to send"]
    form.evaluate(EMPTIED)
    with seat.page.expect_navigation():
        form.locator("button[type=submit]").last.click()
    if not seat.page.locator(".govuk-error-summary").count():
        return [f"{seat.page.url}: sent empty, it says nothing"]
    wrong = [] if seat.page.title().startswith("Error: ") else [f"{seat.page.url}: no Error: in the title"]
    for link in seat.page.locator(".govuk-error-summary a").all():
        if not seat.page.locator(link.get_attribute("href")).count():
            wrong.append(f"{seat.page.url}: “{link.inner_text()}” leads nowhere")
    return wrong + looked_at(seat)


@pytest.mark.browser_full
@pytest.mark.parametrize("actor", sorted(EVERYONE))
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_page_is_clean_for_everybody_who_may_open_it(desk, world, actor, size):
    seat, wrong = desk(world.actors[actor], viewport=size), []
    for name, row in ROUTES.items():
        if actor in row.opens:
            seat.page.goto(seat.home + address(name, world))
            wrong += seat.broken() + seat.too_wide()
    assert not wrong, "\n".join(wrong)
