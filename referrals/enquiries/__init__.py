"""Asking for help without a login: the public form, and the queue of what it brings (domain: Sources of referral)."""
