"""Whoever was the key worker once reads no record of that referral, also after somebody else has taken it over.

Kept by the database on both engines when a reader is named: the referral, or a former version of it, says who its key
workers were. That neither reader is the key worker of the draw is a constraint of the table. Becoming the key worker
after having read takes nothing back. (domain: Case-quality sample; decision 83)
"""

from foundation.lifecycle.triggers import Trigger

RECORDS, REFERRALS = "journeys_sampledrecord", "referrals_referral"
WAS_KEY_WORKER = "a reader of this record was the key worker"
READERS = ("first_reader_id", "second_reader_id")


def declared() -> list[Trigger]:
    """The triggers: for a record drawn with its readers, and for each of the two as they are named."""
    was = " OR ".join(_was_key_worker(reader) for reader in READERS)
    named = " OR ".join(f"NEW.{reader} IS NOT NULL" for reader in READERS)
    return [
        _trigger("record_read_as_drawn", "AFTER INSERT", named, was),
        *(
            _trigger(
                f"record_{reader.removesuffix('_id')}_named",
                f"AFTER UPDATE OF {reader}, referral_id",
                f"COALESCE(NEW.{reader}, 0) NOT IN (0, COALESCE(OLD.{reader}, 0)) "
                "OR NEW.referral_id <> OLD.referral_id",
                _was_key_worker(reader),
            )
            for reader in READERS
        ),
    ]


def _was_key_worker(reader: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {REFERRALS} r WHERE r.key_worker_id = NEW.{reader} "
        "AND (r.id = NEW.referral_id OR r.version_of_id = NEW.referral_id))"
    )


def _trigger(name: str, event: str, when: str, refuse_if: str) -> Trigger:
    head = f"{event} ON {RECORDS} FOR EACH ROW WHEN ({when})"
    return Trigger(
        name=name,
        table=RECORDS,
        sqlite=(
            f"CREATE TRIGGER {name} {head} BEGIN SELECT RAISE(ABORT, '{WAS_KEY_WORKER}') WHERE {refuse_if}; END"
        ),
        head=head,
        body=f"""
-- {when}
BEGIN
  IF {refuse_if} THEN
    RAISE EXCEPTION '{WAS_KEY_WORKER}' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END """,
    )
