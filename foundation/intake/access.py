"""Who may do what to an import file."""


def is_of_organisation(user, file) -> bool:
    """Those of one organisation who import the same kind of file share their uploads."""
    return file.uploaded_by is not None and file.uploaded_by.organisation_id == user.organisation_id
