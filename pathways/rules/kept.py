"""Which spells there can be, drawn from the declared kinds: a kind that is declared, and no overlap where none can be.

Kept by the database on both engines. A row is judged when it is written or its days, code or kind change, and only for
an overlap that it did not have before: what two merged records say of the same days stands until somebody corrects it,
and correcting one of them is never refused because of the rest. On PostgreSQL the person's row is held first, as the
actions do, so that two writers cannot miss each other. (domain: Spell; architecture: Known traps 3)
"""

from collections.abc import Iterable

from foundation.lifecycle.triggers import Trigger

from ..kinds import Overlap, kinds_with_spells

SPELLS = "pathways_spell"
NOT_DECLARED = "no pathway has spells of this kind"
OVERLAPS = "another spell of this kind has some of these days"


def declared() -> list[Trigger]:
    """The triggers for the kinds as declared now."""
    kinds = _quoted(kind.spell_kind for kind in kinds_with_spells())
    unknown = f"NEW.kind NOT IN {kinds}"
    changed = (
        "NEW.superseded_at IS NULL AND OLD.superseded_at IS NULL AND NEW.person_id = OLD.person_id "
        "AND (NEW.started_on <> OLD.started_on OR NEW.kind <> OLD.kind OR NEW.code <> OLD.code "
        "OR COALESCE(CAST(NEW.ended_on AS text), '') <> COALESCE(CAST(OLD.ended_on AS text), ''))"
    )
    return [
        _trigger("spell_kind_declared", "BEFORE INSERT", unknown, NOT_DECLARED),
        _trigger("spell_kind_still_declared", "BEFORE UPDATE", f"NEW.kind <> OLD.kind AND {unknown}", NOT_DECLARED),
        _trigger("spell_made", "AFTER INSERT", "NEW.superseded_at IS NULL", OVERLAPS, refuse_if=_clash()),
        _trigger("spell_changed", "AFTER UPDATE", changed, OVERLAPS, refuse_if=_clash(f"AND NOT ({_met('OLD')})")),
    ]  # fmt: skip


def _met(row: str) -> str:
    """SQL: `o` and the row are of one kind that cannot share days, and share some."""
    alone = _quoted(k.spell_kind for k in kinds_with_spells() if k.spells and k.spells.overlap == Overlap.ONE)
    of_a_code = _quoted(
        k.spell_kind for k in kinds_with_spells() if k.spells and k.spells.overlap == Overlap.ONE_OF_A_CODE
    )
    return (
        f"o.kind = {row}.kind AND ({row}.kind IN {alone} OR ({row}.kind IN {of_a_code} AND o.code = {row}.code)) "
        f"AND (o.ended_on IS NULL OR o.ended_on > {row}.started_on) "
        f"AND ({row}.ended_on IS NULL OR {row}.ended_on > o.started_on)"
    )


def _clash(unless: str = "") -> str:
    return (
        f"EXISTS (SELECT 1 FROM {SPELLS} o WHERE o.person_id = NEW.person_id AND o.id <> NEW.id "
        f"AND o.superseded_at IS NULL AND {_met('NEW')} {unless})"
    )


def _trigger(name: str, event: str, when: str, text: str, *, refuse_if: str = "") -> Trigger:
    head = f"{event} ON {SPELLS} FOR EACH ROW WHEN ({when})"
    where = f" WHERE {refuse_if}" if refuse_if else ""
    refuse = f"RAISE EXCEPTION '{text}' USING ERRCODE = 'check_violation';"
    return Trigger(
        name=name,
        table=SPELLS,
        sqlite=f"CREATE TRIGGER {name} {head} BEGIN SELECT RAISE(ABORT, '{text}'){where}; END",
        head=head,
        body=_held(when, refuse_if, refuse) if refuse_if else f"\n-- {when}\nBEGIN\n  {refuse}\nEND ",
    )


def _held(when: str, refuse_if: str, refuse: str) -> str:
    """The first line lets the registry see that a trigger on the table is of another condition."""
    return f"""
-- {when}
BEGIN
  PERFORM 1 FROM people_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  IF {refuse_if} THEN
    {refuse}
  END IF;
  RETURN NULL;
END """


def _quoted(words: Iterable[str]) -> str:
    """An SQL list of declared words; of none, a list that nothing is in."""
    return "(" + (", ".join(f"'{word}'" for word in words) or "NULL") + ")"
