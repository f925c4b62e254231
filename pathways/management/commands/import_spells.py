from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "spells"
    help = "Import a file of spells as a whole, or not at all."
