"""Mail relays that fail, for tests: name one in settings.EMAIL_BACKEND."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends import locmem

REFUSED = "gone@throughgate.invalid"


class Closed(locmem.EmailBackend):
    """Nobody answers."""

    def open(self):
        raise ConnectionRefusedError("[Errno 111] Connection refused")


class Choosy(locmem.EmailBackend):
    """Takes every mail but those to one address."""

    def send_messages(self, messages):
        for message in messages:
            if REFUSED in message.to:
                raise SMTPRecipientsRefused({REFUSED: (550, b"No such user")})
        return super().send_messages(messages)
