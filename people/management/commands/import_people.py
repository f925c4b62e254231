from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "people"
    help = "Import a file of people as a whole, or not at all."
