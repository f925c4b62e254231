from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate


class LifecycleConfig(AppConfig):
    """Machines, events, facts with two times, and the rules the database keeps."""

    name = "foundation.lifecycle"
    label = "lifecycle"

    def ready(self) -> None:
        from . import triggers

        # Django's own migration hooks: no domain effect hangs on a signal.
        pre_migrate.connect(triggers.before_migrate, sender=self, dispatch_uid="triggers_off")
        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="triggers_on")
        checks.register(triggers.check_installed, checks.Tags.database)
