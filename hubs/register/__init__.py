"""The register of a session: as typed, as sent mark by mark, and as it stands."""
