"""One-to-one appointments: sessions of one."""
