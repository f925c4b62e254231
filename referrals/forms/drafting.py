"""The parts of a draft that are typed here. Each carries the draft's version, so that two tabs cannot overwrite."""

from typing import Any

from django import forms

from foundation.design.forms import CleanCharField, Radios

from .. import readiness, scope
from ..models import Referral
from ..states import NeedKind


class SectionForm(forms.Form):
    """One part of a draft. `answers` are the keyword arguments for `fill`; `standing` is what the draft says now."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        self.referral = referral
        kwargs["initial"] = {"version": referral.version} | self.standing(referral)
        super().__init__(*args, **kwargs)

    @staticmethod
    def standing(referral: Referral) -> dict[str, Any]:
        """What the draft says now, by field; each section says its own."""
        return {}

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    @property
    def saved_answers(self) -> list[tuple[str, str]]:
        """(label, words) of what stands in the draft, to show beside what was typed."""
        found = [
            (self[name], value)
            for name, value in self.standing(self.referral).items()
            if value not in ("", None)
        ]
        return [(str(bound.label), self._words(bound, value)) for bound, value in found]

    @staticmethod
    def _words(bound: forms.BoundField, value: Any) -> str:
        if isinstance(value, bool):
            return "Yes" if value else "No"
        choices = getattr(bound.field, "choices", ())
        flat = [
            pair for key, group in choices for pair in (group if isinstance(group, list) else [(key, group)])
        ]
        return str({str(key): label for key, label in flat}.get(str(value), value))

    def with_version(self, version: int) -> None:
        """Saving again after a conflict is meant: it goes upon the version that was just shown."""
        self.data: Any = self.data.copy()
        self.data["version"] = str(version)


class SourceForm(SectionForm):
    """Who refers, and a comment where the list asks for one."""

    source = forms.TypedChoiceField(
        label="Who is the source of the referral?",
        coerce=int,
        widget=forms.Select,
        error_messages={"required": "Choose the source of the referral."},
    )
    source_comment = CleanCharField(label="Comment on the source", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {source.pk: source for source in scope.sources()}
        asking = [source.name for source in self.sources.values() if source.comment_required]
        field: Any = self.fields["source"]
        field.choices = [("", "Choose a source"), *((pk, each.name) for pk, each in self.sources.items())]
        if asking:
            self.fields["source_comment"].help_text = f"Needed for: {', '.join(asking)}"

    @staticmethod
    def standing(referral: Referral) -> dict[str, Any]:
        return {"source": referral.source_id, "source_comment": referral.source_comment}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        source = self.sources.get(cleaned.get("source") or 0)
        if source and source.comment_required and not cleaned.get("source_comment"):
            self.add_error("source_comment", f"Say more about the source: “{source}” needs a comment.")
        return cleaned

    def answers(self) -> dict[str, Any]:
        return super().answers() | {"source": self.sources[self.cleaned_data["source"]]}


class RiskForm(SectionForm):
    """Whether risk information is there, or "not yet available"."""

    risk_not_yet_available = forms.TypedChoiceField(
        label="Is risk information available?",
        choices=[("False", "Yes: it is recorded, or I will record it"), ("True", "Not yet available")],
        coerce=lambda value: value == "True",
        widget=Radios(hints={"True": "The referral can go to the hub. It is due again in 14 days."}),
        error_messages={"required": "Say whether risk information is available."},
    )

    @staticmethod
    def standing(referral: Referral) -> dict[str, Any]:
        return {"risk_not_yet_available": referral.risk_not_yet_available}


class HubForm(SectionForm):
    """The hub, by contract area, with its free places; the one that serves the person's area is suggested."""

    hub = forms.TypedChoiceField(
        label="Which hub is the referral for?",
        coerce=int,
        widget=forms.Select,
        error_messages={"required": "Choose a hub."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hubs: dict[int, Any] = {hub.pk: hub for hub in scope.hubs_with_places()}
        self.suggested = scope.hub_serving(self.referral.person)
        field: Any = self.fields["hub"]
        field.choices = [("", "Choose a hub"), *self._grouped()]
        if self.suggested:
            field.help_text = f"{self.suggested} serves the area this person belongs to."
            self.initial["hub"] = self.initial["hub"] or self.suggested.pk

    def _grouped(self) -> list[tuple[str, list[tuple[int, str]]]]:
        groups: dict[str, list[tuple[int, str]]] = {}
        for hub in self.hubs.values():
            free = max(hub.places - hub.taken, 0)
            label = (
                f"{hub.name}, {free} of {hub.places} places free" if free else f"{hub.name}, full: waiting"
            )
            groups.setdefault(str(hub.contract_area), []).append((hub.pk, label))
        return list(groups.items())

    @staticmethod
    def standing(referral: Referral) -> dict[str, Any]:
        return {"hub": referral.hub_id}

    def clean_hub(self) -> int:
        hub = self.hubs[self.cleaned_data["hub"]]
        if readiness.has_another_open(self.referral, hub):
            raise forms.ValidationError(
                f"This person already has an open referral to {hub}, and only one can be open at a hub. "
                "Choose another hub."
            )
        return hub.pk

    def answers(self) -> dict[str, Any]:
        return {"hub": self.hubs[self.cleaned_data["hub"]]}


class AboutForm(SectionForm):
    """Free words for the hub."""

    about = CleanCharField(
        label="Anything else the hub should know",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Such as work or caring times, travel, or how to reach them. Leave out what the hub does not need.",
    )

    @staticmethod
    def standing(referral: Referral) -> dict[str, Any]:
        return {"about": referral.about}


class NeedsForm(SectionForm):
    """A box, what is needed and what is in place today, for each kind of need."""

    says_optional = False  # the page says it once for all fourteen boxes

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in NeedKind.values:
            self.fields[kind] = forms.BooleanField(label="Help is needed", required=False)
            self.fields[f"{kind}_detail"] = CleanCharField(
                label="What is needed", max_length=500, required=False
            )
            self.fields[f"{kind}_in_place"] = CleanCharField(
                label="In place today", max_length=500, required=False
            )

    @staticmethod
    def standing(referral: Referral) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for need in scope.needs_of(referral):
            found |= {
                need.kind: True,
                f"{need.kind}_detail": need.detail,
                f"{need.kind}_in_place": need.in_place,
            }
        return found

    @property
    def saved_answers(self) -> list[tuple[str, str]]:
        """(kind, words) of the needs that stand in the draft."""
        return [
            (str(need), "; in place: ".join(filter(None, [need.detail or "Help is needed", need.in_place])))
            for need in scope.needs_of(self.referral)
        ]

    @property
    def by_kind(self) -> list[dict[str, Any]]:
        """For the page: the name of each kind with its box and its two lines."""
        return [
            {
                "label": label,
                "box": self[kind],
                "detail": self[f"{kind}_detail"],
                "in_place": self[f"{kind}_in_place"],
            }
            for kind, label in NeedKind.choices
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for kind, label in NeedKind.choices:
            written = cleaned.get(f"{kind}_detail") or cleaned.get(f"{kind}_in_place")
            if written and not cleaned.get(kind):
                self.add_error(kind, f"{label}: tick the box, or clear what you wrote.")
        if not self.errors and not any(cleaned.get(kind) for kind in NeedKind.values):
            self.add_error(NeedKind.values[0], "Tick at least one need.")
        return cleaned

    def answers(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        named = [kind for kind in NeedKind.values if cleaned[kind]]
        return {"needs": {kind: (cleaned[f"{kind}_detail"], cleaned[f"{kind}_in_place"]) for kind in named}}


SECTION_FORMS: dict[str, type[SectionForm]] = {
    "source": SourceForm,
    "risk": RiskForm,
    "needs": NeedsForm,
    "hub": HubForm,
    "about": AboutForm,
}
