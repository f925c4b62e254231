"""What those who work in a partnership are told of its packs."""

from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, tell
from foundation.design.dates import today

from ..models import Pack


class PackPublished(Message):
    kind = "scrutiny_pack_published"
    mail_subject = "A scrutiny pack was published"
    mail_text = "A scrutiny pack was published: {reference}. Everybody can read it."


def tell_published(pack: Pack, *, except_for: Any) -> None:
    """Officers, partners and members of the committee."""
    partnership = pack.partnership
    message = PackPublished(
        text=f"The scrutiny pack of {pack} was published.",
        url=reverse("pack_detail", args=[pack.uuid]),
        reference=str(pack),
    )
    tell(message, User.objects.in_teams(*partnership.teams_on(today())), except_for=except_for)
