"""What a hub provider is contracted to deliver each month: counts, named as the columns of the published targets."""

from django.db.models import TextChoices


class DeliveryLine(TextChoices):
    """One line of a contract area's monthly delivery. (files: targets)"""

    CUSTODY_ENROLMENTS = "custody_enrolments", "Enrolments in custody"
    COMMUNITY_ENROLMENTS = "community_enrolments", "Enrolments in the community"
    WING_INDUCTIONS = "wing_inductions", "Inductions on a wing"
    HUB_INDUCTIONS = "hub_inductions", "Inductions at a hub"
    PRE_RELEASE_SUPPORT = "pre_release_support", "Pre-release support"
    THROUGH_THE_GATE = "through_the_gate", "Through the gate"
    SUPPORT_WORK = "support_work", "Support work"
    HUMAN_CITIZENSHIP = "human_citizenship", "Human citizenship"
    COMMUNITY_AND_SOCIAL = "community_and_social", "Community and social"
    INTERVENTIONS_AND_SERVICES = "interventions_and_services", "Interventions and services"
    EMPLOYMENT = "employment", "Employment"
    EDUCATION_AND_TRAINING = "education_and_training", "Education and training"
