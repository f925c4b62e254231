"""`manage.py start_clocks`: bring the clocks of referrals in step with their states, as after an upgrade."""

from django.core.management.base import BaseCommand

from referrals import running_clocks


class Command(BaseCommand):
    help = "Start clocks that should run for referrals and stop those that should not; safe to repeat."

    def handle(self, *args, **options) -> None:
        started = running_clocks.catch_up()
        seen = running_clocks.catch_up_at_the_gate()
        self.stdout.write(
            f"{started} clocks started; {seen} referrals looked at for the way through the gate."
        )
