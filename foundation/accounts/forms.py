"""What a user chooses about themselves."""

from typing import Any

from django import forms

from foundation.design.forms import Radios

from . import topics
from .models import User

CHOICES = User.ToldByMail


class HowTold(forms.Form):
    """How the user is told by mail, and how of each topic that is theirs to choose about."""

    says_optional = False  # every choice has its answer already

    told_by_mail = forms.ChoiceField(
        label="Mails to you",
        choices=CHOICES.choices,
        widget=Radios(
            hints={
                CHOICES.EACH.value: "When a hub decides, a referral reaches you, or work of yours falls due.",
                CHOICES.DAILY.value: "A list each morning, without what you have read by then.",
                CHOICES.NONE.value: "The number beside Notices says how many are new.",
            }
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics.asked_of(user)
        chosen = topics.chosen_by(user)
        self.initial.setdefault("told_by_mail", user.told_by_mail)
        for topic in self.topics:
            self.fields[topic.name] = forms.ChoiceField(
                label=topic.question,
                choices=topic.choices,
                initial=chosen[topic.name],
                required=False,
                widget=Radios(hints=topic.hints),
            )

    def answers(self) -> dict[str, Any]:
        """The keyword arguments for `choose_how_told`."""
        of_topics = {topic.name: self.cleaned_data[topic.name] for topic in self.topics}
        return {
            "told_by_mail": self.cleaned_data["told_by_mail"],
            "of_topics": {name: how for name, how in of_topics.items() if how},
        }
