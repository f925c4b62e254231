"""Which pages of the demo population are photographed, by the name of the picture: `make.py` runs this as a process of
its own, since it needs the models. Of the people for whom a page has everything to show, the first by key.
"""

import json
from typing import Any


def main() -> None:
    import django

    django.setup()
    print(json.dumps(places()))  # noqa: T201


def places() -> dict[str, str]:
    """The address of each page, without those of which every user has one."""
    from django.db.models import Count, Exists, OuterRef
    from django.urls import reverse

    from foundation.accounts.models import User
    from pathways.models import Handover, MilestoneClaim, Pathway
    from people.models import Person
    from referrals.models import Referral

    marcus, noor = (User.objects.get(email__startswith=f"{name}@") for name in ("marcus", "noor"))
    ours = Pathway.objects.visible_to(marcus)
    treated = Person.objects.annotate(forms=Count("top_forms")).filter(forms__gte=3)
    verified = MilestoneClaim.objects.filter(
        person=OuterRef("person"), state="verified", reached_on__gte=OuterRef("started_on"),
        reached_on__lte=OuterRef("ended_on"),
    )  # fmt: skip
    ended = Referral.objects.visible_to(marcus).filter(state="completed")
    pages: dict[str, tuple[str, Any]] = {
        "person": ("person_detail", ours.filter(kind="employment", state="achieved").values_list("person__uuid")),
        "pathway": ("pathway_detail", ours.filter(kind="employment", state="achieved").values_list("uuid")),
        "top": ("top_list", ours.filter(kind="substance_support", person__in=treated).values_list("uuid")),
        "end-of-support": (
            "referral_summary", ended.filter(Exists(verified)).values_list("uuid"),
        ),
        "partner-handover": (
            "handed_over_detail", Handover.objects.visible_to(noor).filter(state="booked").values_list("uuid"),
        ),
    }  # fmt: skip
    return {name: reverse(view, args=found.order_by("pk")[0]) for name, (view, found) in pages.items()}


if __name__ == "__main__":
    main()
