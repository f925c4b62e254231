from foundation.intake.command import ImportCommand


class Command(ImportCommand):
    what = "referrals"
    help = "Import a file of referrals as a whole, or not at all."
