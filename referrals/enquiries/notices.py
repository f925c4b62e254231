"""Who is told of an enquiry: the hub that has it, and whoever wrote it. Both read a reference and nothing else."""

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.notices import Message, mail_to_address
from foundation.accounts.roles import Permission

from ..models import Enquiry
from .states import EnquiryKind, SafeWay

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


class EnquiryPassedOn(Message):
    """To the team of the hub that has it now: another hub passed it on."""

    kind = "enquiry_passed_on"
    mail_subject = "Enquiry {reference} was passed on to your hub"
    mail_text = "Another hub passed enquiry {reference} on to yours. It is in your hub's queue and waits for an answer."

    def __init__(self, enquiry: Enquiry) -> None:
        text = f"Enquiry {enquiry.reference} was passed on to {enquiry.hub}"
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
        reference = {"reference": enquiry.reference}
        mail_to_address(
            address, addressee="Writer of an enquiry", kind="enquiry_received", subject=_SUBJECT.format(**reference),
            text=_TEXT.format(**reference),
        )  # fmt: skip
