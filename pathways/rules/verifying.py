"""Whoever claimed a milestone once never verifies it, also after somebody else has mended the claim and is its claimer.

Kept by the database on both engines, from both sides: a verifier is named on the claim, or a former version says who
had claimed it. That the verifier is not the claimer of today is a constraint of the table. (domain: Milestone claim)
"""

from foundation.lifecycle.triggers import Trigger

CLAIMS = "pathways_milestoneclaim"
HAD_CLAIMED = "the verifier of this claim had claimed it"


def declared() -> list[Trigger]:
    """The triggers, one for each way in which a row can come to say it."""
    verified = "NEW.verified_by_id IS NOT NULL"
    by_a_claimer = (
        f"EXISTS (SELECT 1 FROM {CLAIMS} f WHERE f.version_of_id = NEW.id "
        "AND f.claimed_by_id = NEW.verified_by_id)"
    )
    former = "NEW.version_of_id IS NOT NULL"
    of_its_verifier = (
        f"EXISTS (SELECT 1 FROM {CLAIMS} c WHERE c.id = NEW.version_of_id "
        "AND c.verified_by_id = NEW.claimed_by_id)"
    )
    return [
        _trigger("claim_verified", "AFTER UPDATE OF verified_by_id", verified, by_a_claimer),
        _trigger("former_claim_made", "AFTER INSERT", former, of_its_verifier),
        _trigger(
            "former_claim_changed", "AFTER UPDATE OF claimed_by_id, version_of_id", former, of_its_verifier
        ),
    ]


def _trigger(name: str, event: str, when: str, refuse_if: str) -> Trigger:
    head = f"{event} ON {CLAIMS} FOR EACH ROW WHEN ({when})"
    return Trigger(
        name=name,
        table=CLAIMS,
        sqlite=(
            f"CREATE TRIGGER {name} {head} BEGIN SELECT RAISE(ABORT, '{HAD_CLAIMED}') WHERE {refuse_if}; END"
        ),
        head=head,
        body=f"""
-- {when}
BEGIN
  IF {refuse_if} THEN
    RAISE EXCEPTION '{HAD_CLAIMED}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END """,
    )
