"""Duties-to-refer made outside the product: by letter, by telephone, on the council's own page (domain: Handover)."""
