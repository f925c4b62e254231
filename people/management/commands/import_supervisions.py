from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "supervisions"
    help = "Import a file of supervisions as a whole, or not at all."
