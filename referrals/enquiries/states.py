"""Where an enquiry stands, and what it may say."""

from django.db.models import TextChoices


class EnquiryState(TextChoices):
    """received -> matched, refused or expired (domain: Sources of referral)."""

    RECEIVED = "received", "Received"
    MATCHED = "matched", "Matched"
    REFUSED = "refused", "Refused"
    EXPIRED = "expired", "Expired"


class EnquiryKind(TextChoices):
    """Who asks: somebody for themselves, or an agency for somebody they work with."""

    SELF = "self", "Self-referral"
    AGENCY = "agency", "Agency"


class SafeWay(TextChoices):
    """A way of getting in touch that the writer said is safe to use."""

    CALL = "call", "Phone call"
    VOICEMAIL = "voicemail", "Voicemail"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
