"""Who asks: every role, here and elsewhere, and those who do the same things (product: Who uses it)."""

EVERYONE = {
    "practitioner", "practitioner_elsewhere", "hub_worker", "hub_worker_elsewhere", "hub_manager",
    "hub_manager_elsewhere", "data_steward", "data_steward_elsewhere", "performance_officer",
    "performance_officer_elsewhere", "partner_service_worker", "partner_service_worker_elsewhere", "commissioner",
    "partnership_officer", "partnership_officer_elsewhere", "partner", "partner_elsewhere", "scrutiny_member",
    "scrutiny_member_elsewhere", "administrator", "auditor",
}  # fmt: skip
OFFICERS, PARTNERS, SCRUTINEERS = {"partnership_officer"}, {"partner"}, {"scrutiny_member"}
READS_PLAN = OFFICERS | PARTNERS
IN_PARTNERSHIP = OFFICERS | PARTNERS | SCRUTINEERS
REFERS = {"practitioner"}
HUB = {"hub_worker", "hub_manager"}
SEES_PEOPLE = REFERS | HUB | {"data_steward"}
SEES_REFERRALS = REFERS | HUB
SEES_CLAIMS = HUB | {"performance_officer"}
VERIFIES = {"hub_manager", "performance_officer"}
READS_QUALITY = {"hub_manager", "performance_officer"}
READS_OUTCOMES = {"hub_manager", "hub_manager_elsewhere", "performance_officer", "performance_officer_elsewhere",
                  "commissioner", "partnership_officer", "partnership_officer_elsewhere"}  # fmt: skip
PUBLISHES = {"commissioner"}
READS_SUPPRESSIONS = {"auditor", "performance_officer", "performance_officer_elsewhere"}
STEWARDS = {"data_steward"}
SERVICE = {"partner_service_worker"}
READS_SERVICES = {"practitioner", "practitioner_elsewhere", "hub_worker", "hub_worker_elsewhere", "hub_manager",
                  "hub_manager_elsewhere", "administrator"}  # fmt: skip
SEES_HUBS = {"practitioner", "practitioner_elsewhere", "hub_worker", "hub_worker_elsewhere", "data_steward",
             "data_steward_elsewhere"} | READS_OUTCOMES  # fmt: skip
HANDS_OVER = REFERS | STEWARDS


def elsewhere(actors: set[str]) -> set[str]:
    """The same jobs at another office, hub or organisation."""
    return {f"{actor}_elsewhere" for actor in actors}


def both(actors: set[str]) -> set[str]:
    return actors | elsewhere(actors)
