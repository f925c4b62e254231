"""Who is told that an enquiry arrived: the hub, and whoever wrote it. Both read a reference and nothing else."""

from functools import partial

import structlog
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message
from foundation.accounts.roles import Permission

from ..models import Enquiry
from .states import EnquiryKind, SafeWay

log = structlog.get_logger(__name__)

_SUBJECT = "We have received your message: {reference}"
_TEXT = (
    "Your reference is {reference}.\n\n"
    "Somebody reads your message and gets in touch within 28 days. You need to do nothing.\n"
    "Please do not answer this e-mail: nobody reads the answers.\n"
)


class EnquiryArrived(Message):
    """To the hub's team: somebody asked for help by the public form."""

    kind = "enquiry_arrived"
    mail_subject = "New enquiry {reference}"
    mail_text = "Enquiry {reference} is in your hub's queue and waits for an answer."

    def __init__(self, enquiry: Enquiry) -> None:
        text = f"New enquiry to {enquiry.hub}: {enquiry.reference}"
        super().__init__(text=text, url=url_of(enquiry), reference=enquiry.reference)


def url_of(enquiry: Enquiry) -> str:
    """Where it is read and answered."""
    return reverse("enquiry_detail", args=[enquiry.uuid])


def hub_team(enquiry: Enquiry) -> list[User]:
    """Those of the hub's team who answer enquiries."""
    return [
        user for user in User.objects.in_teams(enquiry.hub.team_id) if user.may(Permission.ANSWER_ENQUIRY)
    ]


def address_of_writer(enquiry: Enquiry) -> str:
    """Where the writer may be mailed: an agency at work, anybody else only if they said that e-mail is safe."""
    if enquiry.kind == EnquiryKind.AGENCY:
        return enquiry.agency_email
    return enquiry.email if SafeWay.EMAIL in enquiry.safe_ways else ""


def confirm_to_writer(enquiry: Enquiry) -> None:
    """Send one mail with the reference, after the commit, if there is an address that may be used."""
    if address := address_of_writer(enquiry):
        transaction.on_commit(partial(_send, address, enquiry.reference), robust=True)


def _send(address: str, reference: str) -> None:
    """The page has shown the reference already, so a mail that cannot be sent is only noted."""
    try:
        EmailMessage(
            _SUBJECT.format(reference=reference), _TEXT.format(reference=reference), to=[address]
        ).send()
    except OSError as error:
        log.warning("mail_failed", kind="enquiry_received", reference=reference, error=type(error).__name__)
