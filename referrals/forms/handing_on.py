"""What is typed to hand a referral on: to a worker of the hub, or to another hub and its answer."""

from typing import Any

from django import forms

from foundation.accounts.models import User
from foundation.design.forms import Radios
from hubs import actions as hubs

from .. import scope
from ..models import Transfer
from ..states import ReferralState as S
from .deciding import chosen_or_typed, nobody_at, said
from .verbs import VerbForm, text


class TransferForm(VerbForm):
    """Which hub is asked, and why."""

    reason = text("Why should they take it over?", message="Say why they should take it over.", longest=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hubs: dict[int, Any] = {
            hub.pk: hub for hub in scope.hubs_with_places() if hub.pk != self.referral.hub_id
        }
        self.fields["to_hub"] = chosen_or_typed(
            [("", "Choose a hub"), *((pk, f"{hub}, {max(hub.places - hub.taken, 0)} of {hub.places} places free")
                                     for pk, hub in self.hubs.items())],
            label="Which hub do you ask?", message="Choose a hub.", widget=forms.Select(),
        )  # fmt: skip
        self.order_fields(["to_hub", "reason"])

    def clean_reason(self) -> str:
        return said(self.cleaned_data["reason"], "Say why they should take it over.")

    def answers(self) -> dict[str, Any]:
        return self.cleaned_data | {"to_hub": self.hubs[self.cleaned_data["to_hub"]]}


class AssignForm(VerbForm):
    """Which worker of the hub has it from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hub, has_it = self.referral.hub, self.referral.key_worker or self.referral.taken_by
        self.team = scope.key_workers_for(self.referral.person, hub) if hub else {}
        self.fields["worker"] = chosen_or_typed(
            [(user.pk, f"{user.name}{' (has it now)' if user == has_it else ''}") for user in self.team.values()],
            label="Who has it from now on?", message="Choose who has it from now on.", widget=Radios(),
            empty=nobody_at(hub),
        )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        return {"worker": self.team[self.cleaned_data["worker"]]}


class AgreeForm(forms.Form):
    """Who has it at the new hub, and why it is taken although the hub is full."""

    def __init__(self, *args: Any, transfer: Transfer, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hub, self.team = transfer.to_hub, {}
        if (transfer.referral.held_from or transfer.referral.state) != S.WAITING:
            self.team = scope.key_workers_for(transfer.referral.person, hub)
            self.fields["key_worker"] = chosen_or_typed(
                [(user.pk, f"{user.name}{' (me)' if user == by else ''}") for user in self.team.values()],
                label="Who is the key worker?", message="Choose a key worker.", widget=Radios(),
                empty=nobody_at(hub),
            )  # fmt: skip
        if self.team and hubs.places_free(hub) <= 0:
            self.fields["over_capacity_reason"] = text(
                "Why is a place opened although your hub is full?",
                message="Say why a place is opened although your hub is full.", longest=300, rows=3,
            )  # fmt: skip

    def answers(self) -> dict[str, Any]:
        chosen = dict(self.cleaned_data)
        if "key_worker" in chosen:
            chosen["key_worker"] = self.team[chosen["key_worker"]]
        return chosen


class RefuseForm(forms.Form):
    """Why not."""

    because = text("Why will your hub not take it over?", message="Say why not.", longest=1000)

    def __init__(self, *args: Any, transfer: Transfer, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_because(self) -> str:
        return said(self.cleaned_data["because"], "Say why not.")

    def answers(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
