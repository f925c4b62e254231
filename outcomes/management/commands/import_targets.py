from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "targets"
    help = "Import a file of targets as a whole, or not at all."
