from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "releases"
    help = "Import a file of releases as a whole, or not at all."
