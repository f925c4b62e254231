from typing import Any

from django.core.management.base import BaseCommand

from partnership.returns.reminding import remind_partners


class Command(BaseCommand):
    help = "Tell partners which returns and improvement actions are due within 5 working days. Once for each."

    def handle(self, *args: Any, **options: Any) -> None:
        told = remind_partners()
        self.stdout.write(f"Told of what is due soon: {told}.")
