"""What a view gets: everything but sign-in and health stands behind LoginRequiredMiddleware."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """A request of a user who is signed in. For annotations only: Django makes the requests."""

    user: User
