"""The clock of an enquiry (domain: Sources of referral)."""

from foundation.lifecycle.clocks import Clock, Unit, declare

ENQUIRY_KEPT = declare(
    Clock(
        name="enquiry_kept",
        title="Answer the enquiry, or it expires",
        starts_from="received by the public form",
        stops_at="matched or refused",
        length=28,
        unit=Unit.DAY,
        falls_to="the hub",
    )
)
