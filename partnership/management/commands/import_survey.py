from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "survey"
    help = "Import a file of residents' survey results as a whole, or not at all."
