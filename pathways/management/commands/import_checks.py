from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "checks"
    help = "Import a file of checks as a whole, or not at all."
