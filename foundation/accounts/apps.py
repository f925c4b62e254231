from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        from foundation.design import navigation

        navigation.add("Home", "home", order=0, owns=("notice_",))
