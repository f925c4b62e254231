"""What several forms of pathways say."""

NOT_OTHERS = "Do not name other people."
