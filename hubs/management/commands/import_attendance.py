from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "attendance"
    help = "Import a file of attendance as a whole, or not at all."
