"""A partner's quarterly return, from being opened to being accepted."""
