"""What a user chooses about themselves."""

from django import forms

from foundation.design.forms import Radios

from .models import User

CHOICES = User.ToldByMail


class HowTold(forms.Form):
    """How the user is told by mail; the product itself tells everything."""

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
