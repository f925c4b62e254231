from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "offences"
    help = "Import a file of offences as a whole, or not at all."
