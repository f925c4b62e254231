"""The scrutiny pack: built in one step, checked, published."""
