from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from foundation.design import navigation

        from . import scope
        from .roles import Permission

        navigation.add("Home", "home", order=0)
        navigation.add(
            "Mail",
            "mail_list",
            permission=Permission.MANAGE_USERS,
            order=80,
            owns=("mail_",),
            count=lambda request: scope.troubled_mails().count(),
        )
        navigation.add(
            "Notices",
            "notice_list",
            order=90,
            owns=("notice_",),
            count=lambda request: request.user.new_notices,
        )
