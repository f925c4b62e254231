"""The clock of a sample (domain: Case-quality sample, Clocks)."""

from foundation.lifecycle.clocks import Clock, declare

READING = declare(
    Clock(
        name="quality_reading",
        title="Read the records of the quality sample",
        starts_from="the sample is drawn",
        stops_at="every record is read twice, but for those hidden from every reader",
        length=20,
        falls_to="whoever looks after the hub",
        escalates_after=5,
    )
)
