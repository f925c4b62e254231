"""Consent, supervision, releases and risk of one person."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, DateField, Radios

from .. import rules
from ..models import ActivityAdvice, Consent, Person, Prison, Release, RiskInformation, Supervision
from .fields import MIDDLE, RefusedForm, box

ADVICE = ("recommended", "restricted")


class AboutPersonForm(RefusedForm):
    """A form about one person, which asks the rules of rules.py as soon as its fields have their shape."""

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            self.refuse(self.problems(given))
        return given

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        """Field to sentence: what the rules find in these values. Each form asks its own rule."""
        return {}


class ConsentForm(AboutPersonForm):
    """When and how the person agreed to the words shown."""

    given_on = DateField(
        label="When did the person agree?", error_messages={"required": "Enter the day the person agreed."}
    )
    how = forms.ChoiceField(
        label="How did they agree?",
        choices=[choice for choice in Consent.How.choices if choice[0] != Consent.How.IMPORTED],
        widget=Radios(small=True),
        error_messages={"required": "Choose how the person agreed."},
    )

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_consent(self.person, given["given_on"])


class WithdrawalForm(AboutPersonForm):
    """The day the person said no more."""

    withdrawn_on = DateField(
        label="When did the person withdraw?",
        error_messages={"required": "Enter the day the person withdrew."},
    )

    def __init__(self, *args: Any, consent: Consent, **kwargs: Any) -> None:
        self.consent = consent
        super().__init__(*args, **kwargs)

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_withdrawal(self.consent.given_on, given["withdrawn_on"])


class SupervisionForm(AboutPersonForm):
    """A period of supervision, of a kind that still exists."""

    kind = forms.ChoiceField(
        choices=[choice for choice in Supervision.Kind.choices if choice[0] not in rules.REPEALED_KINDS],
        widget=Radios(small=True),
        error_messages={"required": "Choose the kind of supervision."},
    )
    started_on = DateField(
        label="Starts on", error_messages={"required": "Enter the day the supervision starts."}
    )
    ended_on = DateField(
        label="Ends on", required=False, help_text="The first day without supervision, if known"
    )
    end_reason = CleanCharField(
        label="Why it ended, if it has ended",
        required=False,
        max_length=120,
        widget=box(MIDDLE),
        help_text="For example, reached its end, or revoked by the court",
    )

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_supervision(
            self.person, given["kind"], given["started_on"], given["ended_on"], given["end_reason"]
        )


class ReleaseForm(AboutPersonForm):
    """A release, expected or already happened."""

    prison = forms.ModelChoiceField(
        Prison.objects.all(), empty_label="Choose a prison", error_messages={"required": "Choose the prison."}
    )
    kind = forms.ChoiceField(
        label="Kind of release",
        choices=Release.Kind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose the kind of release."},
    )
    expected_on = DateField(label="Expected on, if not yet released", required=False)
    released_on = DateField(label="Released on, if it has happened", required=False)

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_release(
            self.person, expected_on=given["expected_on"], released_on=given["released_on"]
        )


class ReleaseChangeForm(AboutPersonForm):
    """The dates of a release. A field is left out while it cannot be asked yet."""

    expected_on = DateField(label="Expected on", required=False)
    released_on = DateField(label="Released on, if it has happened", required=False)
    recalled_on = DateField(label="Recalled on, if it has happened", required=False)
    reason = CleanCharField(
        label="Why, if a date moved or the person was recalled",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Not needed to record the day of release",
    )

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        self.release = release
        super().__init__(*args, person=release.person, initial={
            name: getattr(release, name) for name in ("expected_on", "released_on", "recalled_on")
        }, **kwargs)  # fmt: skip
        if release.released_on:
            del self.fields["expected_on"]
        else:
            del self.fields["recalled_on"]

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        return rules.of_change(self.release, self.changes(given), given["reason"])

    def changes(self, given: dict[str, Any]) -> dict[str, Any]:
        """The dates only."""
        return {name: day for name, day in given.items() if name != "reason"}


class RiskForm(AboutPersonForm):
    """The level of risk to each group; a group without a level is left as it is."""

    source = CleanCharField(
        label="Where this comes from, if a level is known",
        max_length=120,
        required=False,
        widget=box(MIDDLE),
        help_text="For example, OASys of 3 June 2026",
    )
    assessed_on = DateField(
        label="Assessed on", error_messages={"required": "Enter the day of the assessment, or today."}
    )
    recommended = CleanCharField(
        label="Activities recommended",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    restricted = CleanCharField(
        label="Activities restricted, and how",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example, not the kitchen, or only in groups of four",
    )

    def __init__(self, *args: Any, advice: ActivityAdvice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said_before = {name: getattr(advice, name, "") for name in ADVICE}
        self.initial = {**self.initial, **self.said_before}
        for group in RiskInformation.ToWhom.values:
            self.fields[f"level_{group}"] = forms.ChoiceField(
                label="Level, if known",
                required=False,
                choices=[("", "Leave as it is"), *RiskInformation.Level.choices],
            )
            self.fields[f"meaning_{group}"] = CleanCharField(
                label="What it means at the hub, if above low",
                required=False,
                max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        shared = (*ADVICE, "source", "assessed_on")
        self.order_fields([*(name for name in self.fields if name not in shared), *shared])

    @property
    def groups(self) -> list[dict[str, Any]]:
        """One fieldset a group: label, level, meaning."""
        return [
            {"label": label, "level": self[f"level_{group}"], "meaning": self[f"meaning_{group}"]}
            for group, label in RiskInformation.ToWhom.choices
        ]

    def problems(self, given: dict[str, Any]) -> rules.Problems:
        found: rules.Problems = {}
        risks = self.risks(given)
        for risk in risks:
            wrong = rules.of_risk(
                self.person, *(risk[name] for name in ("level", "meaning", "source", "assessed_on"))
            )
            if "meaning" in wrong:
                wrong[f"meaning_{risk['to_whom']}"] = wrong.pop("meaning")
            found |= wrong
        if advice := self.advice(given):
            found |= rules.of_advice(self.person, **advice)
        elif not risks:
            found["level_public"] = "Choose the level of risk to at least one group, or “Not yet available”."
        return found

    def advice(self, given: dict[str, Any]) -> dict[str, Any] | None:
        """What is new about activities, as `record_advice` takes it; None when nothing is."""
        said = {name: given[name] for name in ADVICE}
        if said == self.said_before:
            return None
        return said | {"source": given["source"], "assessed_on": given["assessed_on"]}

    def risks(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        """What was chosen, as `record_risk` takes it."""
        return [
            {
                "to_whom": group, "level": level, "meaning": given[f"meaning_{group}"],
                "source": given["source"], "assessed_on": given["assessed_on"],
            }
            for group in RiskInformation.ToWhom.values
            if (level := given[f"level_{group}"])
        ]  # fmt: skip
