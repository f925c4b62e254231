"""How allauth is bent to this product: accounts are made by an administrator, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Closes sign-up; users are added by an administrator or by the demo."""

    def is_open_for_signup(self, request) -> bool:
        return False
