"""Who may do what to an import file."""


def is_of_organisation(user, file) -> bool:
    """Data stewards of one organisation share their uploads."""
    return file.uploaded_by is not None and file.uploaded_by.organisation_id == user.organisation_id
