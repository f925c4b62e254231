"""Which pages of the demo population are photographed, by the name of the picture: `make.py` runs this as a process of
its own, since it needs the models. Of the records for which a page has everything to show, the first by key.
"""

import datetime
import json
from typing import Any

CORRECTABLE = datetime.timedelta(days=7)  # while its taker can still correct a register


def main() -> None:
    import django

    django.setup()
    print(json.dumps(places() | of_the_partnership()))  # noqa: T201


def places() -> dict[str, str]:
    """The address of each page of people, hubs and claims, without those of which every user has one."""
    from django.db.models import Count, Exists, OuterRef
    from django.utils import timezone

    from foundation.accounts.models import User
    from hubs.models import Session
    from pathways.models import Handover, MilestoneClaim, Pathway
    from people.models import DuplicatePair, Person
    from referrals.models import Referral

    dana, marcus, noor, bridget, gethin = (
        User.objects.get(email__startswith=f"{name}@")
        for name in ("dana", "marcus", "noor", "bridget", "gethin")
    )
    ours = Pathway.objects.visible_to(marcus)
    treated = Person.objects.annotate(forms=Count("top_forms")).filter(forms__gte=3)
    verified = MilestoneClaim.objects.filter(
        person=OuterRef("person"), state="verified", reached_on__gte=OuterRef("started_on"),
        reached_on__lte=OuterRef("ended_on"),
    )  # fmt: skip
    ended = Referral.objects.visible_to(marcus).filter(state="completed")
    taken = Session.objects.visible_to(marcus).filter(
        state="recorded", starts_at__gte=timezone.now() - CORRECTABLE
    )
    pairs, claims = DuplicatePair.objects.visible_to(gethin), MilestoneClaim.objects.visible_to(bridget)
    pages: dict[str, tuple[str, Any]] = {
        "referral-draft": ("referral_tasks", Referral.objects.filter(state="draft", referrer=dana).values_list("uuid")),
        "person": ("person_detail", ours.filter(kind="employment", state="achieved").values_list("person__uuid")),
        "pathway": ("pathway_detail", ours.filter(kind="employment", state="achieved").values_list("uuid")),
        "top": ("top_list", ours.filter(kind="substance_support", person__in=treated).values_list("uuid")),
        "end-of-support": (
            "referral_summary", ended.filter(Exists(verified)).values_list("uuid"),
        ),
        "register": ("register_take", taken.values_list("uuid")),
        "duplicate": ("duplicate_detail", pairs.filter(state="open").values_list("uuid")),
        "claim": ("claim_detail", claims.awaiting_verification().values_list("uuid")),
        "partner-handover": (
            "handed_over_detail", Handover.objects.visible_to(noor).filter(state="booked").values_list("uuid"),
        ),
    }  # fmt: skip
    return _addresses(pages)


def of_the_partnership() -> dict[str, str]:
    """The address of each page of the partnership of Medway, and the one that everybody reads."""
    from partnership.models import Pack, Partnership, Plan, Question, Return

    pages: dict[str, tuple[str, Any]] = {
        "plan": ("partnership_plan_detail", Plan.objects.filter(state="adopted").values_list("uuid")),
        "pack": ("pack_detail", Pack.objects.filter(state="published").values_list("uuid")),
        "return": (
            "return_detail", Return.objects.filter(state="open", partner__kind="health").values_list("uuid"),
        ),
        "question": ("question_detail", Question.objects.filter(state="published").values_list("uuid")),
        "public": ("public_partnership", Partnership.objects.values_list("slug")),
    }  # fmt: skip
    return _addresses(pages)


def _addresses(pages: dict[str, tuple[str, Any]]) -> dict[str, str]:
    from django.urls import reverse

    return {name: reverse(view, args=found.order_by("pk")[0]) for name, (view, found) in pages.items()}


if __name__ == "__main__":
    main()
