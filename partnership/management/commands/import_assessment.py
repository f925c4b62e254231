from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "assessment"
    help = "Import a file of yearly figures of the strategic assessment as a whole, or not at all."
