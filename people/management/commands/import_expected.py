from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "expected"
    help = "Import a file of expected probabilities as a whole, or not at all."
