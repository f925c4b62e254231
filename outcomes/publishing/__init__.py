"""Publishing a report: drafted, judged against everything published before, frozen, corrected, withdrawn."""
