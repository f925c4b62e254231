"""Users and their teams, what they are told, the mail on its way, and how often somebody asked."""

from .limits import RequestCount
from .mail import OutgoingMail
from .notices import Notice, ToldAbout
from .users import Organisation, Team, User

__all__ = ["Notice", "Organisation", "OutgoingMail", "RequestCount", "Team", "ToldAbout", "User"]
