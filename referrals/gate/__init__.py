"""The way through the gate of a referral: its checklist, clocks, rules and page (product: journey 3)."""
