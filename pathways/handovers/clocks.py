"""The clocks of handovers (domain: Handover, Clocks). A service that is late is told to whoever sent."""

from foundation.lifecycle.clocks import Clock, Unit, declare

FIRST_ATTENDANCE_WITHIN = 21  # days of release
DUTY_DAYS = 56  # before release, a duty-to-refer is owed; and so long the authority's prevention duty runs

RECEIPT = declare(
    Clock(
        name="handover_receipt",
        title="Receive or refuse the handover",
        starts_from="sent",
        stops_at="received or refused",
        length=2,
        falls_to="the partner service",
        escalates_after=0,
    )
)
APPOINTMENT = declare(
    Clock(
        name="handover_appointment",
        title="Book an appointment on or before the day of release",
        starts_from="received, where treatment goes on from custody; due on the day of release",
        stops_at="an appointment on or before that day, or the release",
        length=0,
        unit=Unit.DAY,
        falls_to="the partner service",
        escalates_after=0,
    )
)
FIRST_ATTENDANCE = declare(
    Clock(
        name="handover_first_attendance",
        title="Record the first attendance at the service",
        starts_from="released, or handed over after release",
        stops_at="attended, recalled or ended",
        length=FIRST_ATTENDANCE_WITHIN,
        unit=Unit.DAY,
        falls_to="the partner service",
        escalates_after=0,
    )
)
OF_SERVICE = (RECEIPT, APPOINTMENT, FIRST_ATTENDANCE)
BY_RELEASE = (APPOINTMENT, FIRST_ATTENDANCE)  # that they run, and until when, tells the release

DUTY_TO_REFER = declare(
    Clock(
        name="duty_to_refer",
        title="Submit the duty-to-refer",
        starts_from="an expected release with an accommodation need and no home for that night; due before that day",
        stops_at="handed over to a housing authority, recorded or claimed as made, a home recorded, or the release",
        length=DUTY_DAYS,
        unit=Unit.DAY,
        falls_to="the team that holds the person, else the hub",
        escalates_after=0,
    )
)
