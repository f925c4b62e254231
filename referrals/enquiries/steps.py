"""The pages of the public form, in order."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from foundation.design.typed import words_of

from ..forms import enquiring as forms
from . import scope
from .answers import Answers
from .states import EnquiryKind

SELF, AGENCY = EnquiryKind.SELF, EnquiryKind.AGENCY
AGREED_TO: dict[str, str] = {
    SELF: "I agree that the hub reads this, keeps it and gets in touch with me. I can change my mind at any time.",
    AGENCY: "This person knows that I am sending this and agrees that the hub reads it, keeps it and gets in touch.",
}
_SENT_BUT_NOT_SAID = ("kind_of_enquiry", "hub", "area", "source")  # given to the action by their own names


@dataclass(frozen=True)
class Step:
    """One page: its form and what it asks, of somebody for themselves and of an agency."""

    slug: str
    form: type[forms.EnquiryForm]
    asks: str
    asks_agency: str
    agency_only: bool = False

    @property
    def url(self) -> str:
        return reverse("enquiry_step", args=[self.slug])

    def heading(self, kind: str) -> str:
        return self.asks_agency if kind == AGENCY else self.asks


STEPS = (
    Step("who", forms.WhoForm, "Who needs help?", "Who needs help?"),
    Step("organisation", forms.AgencyForm, "", "Where do you work?", agency_only=True),
    Step("name", forms.NameForm, "What is your name?", "What is their name?"),
    Step("contact", forms.ContactForm, "How can we get in touch safely?", "How can we get in touch with them safely?"),
    Step("birth", forms.BirthForm, "When were you born?", "When were they born?"),
    Step("place", forms.PlaceForm, "Where do you live?", "Where do they live?"),
    Step("help", forms.HelpForm, "What do you need help with?", "What do they need help with?"),
    Step("safely", forms.SafelyForm, "Is there anything we should know before we get in touch?",
         "Is there anything we should know before we get in touch?"),
)  # fmt: skip


def kind_in(answers: Answers | None) -> str:
    """Who it is for, as far as that is said."""
    typed = answers.typed("who") if answers else None
    return typed.get("kind_of_enquiry", "") if typed else ""


def steps_of(kind: str) -> list[Step]:
    """The pages for this kind of enquiry."""
    return [step for step in STEPS if kind == AGENCY or not step.agency_only]


def step_called(slug: str, kind: str) -> Step | None:
    """The page of that name in addresses, or None."""
    return next((step for step in steps_of(kind) if step.slug == slug), None)


def before(step: Step, kind: str) -> Step | None:
    """The page before this one."""
    steps = steps_of(kind)
    return steps[steps.index(step) - 1] if step != steps[0] else None


def after(step: Step, kind: str) -> Step | None:
    """The page after this one."""
    steps = steps_of(kind)
    return steps[steps.index(step) + 1] if step != steps[-1] else None


def answered(step: Step, answers: Answers) -> forms.EnquiryForm:
    """The page's form with what was typed there; unbound when it was not sent yet."""
    return step.form(answers.typed(step.slug), kind=kind_in(answers))


def first_open(answers: Answers) -> Step | None:
    """The first page that still lacks a good answer."""
    return next((step for step in steps_of(kind_in(answers)) if not answered(step, answers).is_valid()), None)


def rows_of(answers: Answers) -> list[dict[str, str]]:
    """Every answer in words, with the page that changes it."""
    found = []
    for step in steps_of(kind_in(answers)):
        form = answered(step, answers)
        words = dict(words_of(form))
        for bound in form.visible_fields():
            said = words.get(str(bound.label), "").replace("\n", ", ")
            row = {"key": str(bound.label), "value": said or "Left empty", "url": f"{step.url}?change=1"}
            found.append(row)
    return found


def written_in(answers: Answers) -> dict[str, Any]:
    """What `receive` is given. Only for answers without an open page."""
    kind = kind_in(answers)
    given: dict[str, Any] = {}
    for step in steps_of(kind):
        form = answered(step, answers)
        form.full_clean()
        given |= form.cleaned_data
    hub = scope.hub_for(given["area"], given["hub"])
    own = {name: value for name, value in given.items() if name not in _SENT_BUT_NOT_SAID}
    return own | {"kind": kind, "hub": hub, "area_id": given["area"], "source_id": given.get("source")}


def place_of(step: Step, kind: str) -> str:
    """Question 3 of 8; nothing on the first page, since how many follow is not known yet."""
    steps = steps_of(kind)
    return f"Question {steps.index(step) + 1} of {len(steps)}" if kind else ""


def on_paper() -> dict[str, Any]:
    """What may be ticked on the printed form."""
    help_form, contact_form = forms.HelpForm(), forms.ContactForm(kind=SELF)
    return {
        "needs": [box.choice_label for box in help_form["needs"]],
        "ways": [box.choice_label for box in contact_form["safe_ways"]],
        "hubs": [str(hub) for hub in scope.hubs()],
        "agreed_to": AGREED_TO[SELF],
    }
