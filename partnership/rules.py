"""Rules that the database keeps about plans, figures, returns and responses (architecture: The database refuses)."""

from foundation.lifecycle.triggers import Trigger

PLANS = "partnership_plan"
ENTERED = "partnership_enteredfigure"
RETURNS = "partnership_return"
QUESTIONS = "partnership_question"
CORRECTIONS = "partnership_correction"
LINES = "partnership_returnline"
ACTIONS = "partnership_improvementaction"

OVERLAPS = "another plan of this partnership covers some of these days"
TOO_MUCH = "a figure does not fit the unit of its measure"
NO_ACTION = "a red measure has no improvement action, or a measure is not rated"
STANDS = "what a return says stands once it is submitted"
KEPT = "an improvement action is never removed"


def one_plan_at_a_time() -> list[Trigger]:
    """Plans of a partnership that are not abandoned share no day; two at once wait for each other."""
    overlapping = (
        f"EXISTS (SELECT 1 FROM {PLANS} other WHERE other.partnership_id = NEW.partnership_id AND other.id <> NEW.id "
        "AND other.state <> 'abandoned' AND NEW.state <> 'abandoned' "
        "AND other.begins_on <= NEW.ends_on AND other.ends_on >= NEW.begins_on)"
    )
    held = "PERFORM 1 FROM partnership_partnership WHERE id = NEW.partnership_id FOR UPDATE; "
    events = {"insert": "AFTER INSERT", "update": "AFTER UPDATE OF begins_on, ends_on, state, partnership_id"}
    return [_refused_if(f"{PLANS}_overlap_{name}", PLANS, event, overlapping, OVERLAPS, held)
            for name, event in events.items()]  # fmt: skip


def a_share_is_no_more_than_all() -> list[Trigger]:
    """An entered share lies from 0 to 1, and only a score may be negative: the unit stands with the measure."""
    too_much = (
        "EXISTS (SELECT 1 FROM partnership_measure m WHERE m.id = NEW.measure_id AND "
        "((m.unit = 'share' AND NEW.value > 1) OR (m.unit <> 'score' AND NEW.value < 0)))"
    )
    events = {"insert": "AFTER INSERT", "update": "AFTER UPDATE OF value, measure_id"}
    return [_refused_if(f"{ENTERED}_fits_{name}", ENTERED, event, too_much, TOO_MUCH)
            for name, event in events.items()]  # fmt: skip


def no_red_without_action() -> list[Trigger]:
    """A return is submitted with every measure rated, and an open action of the partner for each red one."""
    lacking = (
        "NEW.state = 'submitted' AND EXISTS (SELECT 1 FROM partnership_returnline line WHERE line.of_id = NEW.id AND "
        "(line.own_rating = '' OR line.behind = '' OR line.computed_rating = '' OR "
        "('floor_missed' IN (line.own_rating, line.computed_rating) AND NOT EXISTS ("
        "SELECT 1 FROM partnership_improvementaction action WHERE action.measure_id = line.measure_id "
        "AND action.partner_id = NEW.partner_id AND action.state IN ('planned', 'under_way')))))"
    )
    events = {"insert": "AFTER INSERT", "update": "AFTER UPDATE OF state"}
    return [_refused_if(f"{RETURNS}_ready_{name}", RETURNS, event, lacking, NO_ACTION)
            for name, event in events.items()]  # fmt: skip


PUBLISHED_TEXT = ("partnership_id", "partner_id", "number", "text", "asked_for", "asked_on", "due_on", "response",
                  "answered_by_id", "answered_at", "approved_by_id", "approved_at", "published_at")  # fmt: skip


def a_published_response_stands() -> list[Trigger]:
    """What was published of a question is never changed again, nor taken away: everybody may have read it. It may be
    said that it was withdrawn.
    """
    said, public = (
        "a published response stands as it was published",
        "OLD.state IN ('published', 'retracted')",
    )
    reworded = " OR ".join(f"NEW.{name} <> OLD.{name}" for name in PUBLISHED_TEXT)
    moved = "NEW.state NOT IN ('published', 'retracted') OR (OLD.state = 'retracted' AND NEW.state <> 'retracted')"
    return [
        _refused_before("update", QUESTIONS, "UPDATE", f"{public} AND ({moved} OR {reworded})", said),
        _refused_before("delete", QUESTIONS, "DELETE", public, said),
    ]


def a_decided_correction_stands() -> list[Trigger]:
    """A correction that was published or refused is never changed again; none is removed."""
    said = "a correction stands once it was decided on"
    return [
        _refused_before("update", CORRECTIONS, "UPDATE", "OLD.state <> 'written'", said),
        _refused_before("delete", CORRECTIONS, "DELETE", "OLD.id IS NOT NULL", said),
    ]


def a_submitted_return_stands() -> list[Trigger]:
    """Neither the lines nor the words of a return change once it is submitted, unless it was sent back; and an action
    that one may rest on is never removed.
    """
    settled = (
        f"EXISTS (SELECT 1 FROM {RETURNS} r WHERE r.id = {{}}.of_id AND r.state IN ('submitted', 'accepted'))"
    )
    reworded = "OLD.state IN ('submitted', 'accepted') AND NEW.words <> OLD.words"
    return [
        _refused_before("insert", LINES, "INSERT", settled.format("NEW"), STANDS),
        _refused_before(
            "update", LINES, "UPDATE", f"{settled.format('OLD')} OR {settled.format('NEW')}", STANDS
        ),
        _refused_before("delete", LINES, "DELETE", settled.format("OLD"), STANDS),
        _refused_before("words", RETURNS, "UPDATE OF words", reworded, STANDS),
        _refused_before("delete", ACTIONS, "DELETE", "OLD.id IS NOT NULL", KEPT),
    ]


def _refused_before(event: str, table: str, when: str, wrong: str, said: str) -> Trigger:
    """Refuse a change for which `wrong` holds, before it is made."""
    name, row = f"{table}_stands_{event}", "OLD" if when == "DELETE" else "NEW"
    return Trigger(
        name=name,
        table=table,
        sqlite=(
            f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW "
            f"BEGIN SELECT RAISE(ABORT, '{said}') WHERE {wrong}; END"
        ),
        head=f"BEFORE {when} ON {table} FOR EACH ROW",
        body=(
            f"BEGIN IF {wrong} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END"
        ),
    )


def _refused_if(name: str, table: str, event: str, wrong: str, said: str, first: str = "") -> Trigger:
    """Refuse a row, as it stands after the change, for which `wrong` holds. first: PL/pgSQL run before it is asked."""
    return Trigger(
        name=name,
        table=table,
        sqlite=(
            f"CREATE TRIGGER {name} {event} ON {table} FOR EACH ROW "
            f"BEGIN SELECT RAISE(ABORT, '{said}') WHERE {wrong}; END"
        ),
        head=f"{event} ON {table} FOR EACH ROW",
        body=(
            f"BEGIN {first}IF {wrong} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; "
            "END IF; RETURN NULL; END"
        ),
    )
