"""Rules that the database keeps about plans, figures, returns and responses (architecture: The database refuses)."""

from foundation.lifecycle.triggers import Trigger

PLANS = "partnership_plan"
VERSIONS = "partnership_planversion"
PARTNERSHIPS = "partnership_partnership"
PARTNERS = "partnership_partner"
ENTERED = "partnership_enteredfigure"
RETURNS = "partnership_return"
QUESTIONS = "partnership_question"
CORRECTIONS = "partnership_correction"
LINES = "partnership_returnline"
ACTIONS = "partnership_improvementaction"

OVERLAPS = "another plan of this partnership covers some of these days"
TWO_SIDES = "who writes for a partner neither keeps a plan nor scrutinises"
TOO_MUCH = "a figure does not fit the unit of its measure"
NO_ACTION = "a red measure has no improvement action, or a measure is not rated"
STANDS = "what a return says stands once it is submitted"
FIRST_STANDS = "when a return was due and came at first stands"
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
    return [refused_if(f"{PLANS}_overlap_{name}", PLANS, event, overlapping, OVERLAPS, held)
            for name, event in events.items()]  # fmt: skip


def one_standing_plan_at_a_time() -> list[Trigger]:
    """Nor do plans as they were adopted: the days that officers are working on may differ from those others read."""
    overlapping = (
        f"EXISTS (SELECT 1 FROM {VERSIONS} other JOIN {PLANS} theirs ON theirs.id = other.plan_id "
        f"JOIN {PLANS} mine ON mine.id = NEW.plan_id WHERE theirs.partnership_id = mine.partnership_id "
        "AND theirs.id <> mine.id AND other.begins_on <= NEW.ends_on AND other.ends_on >= NEW.begins_on "
        f"AND NOT EXISTS (SELECT 1 FROM {VERSIONS} later WHERE later.plan_id = other.plan_id "
        "AND later.number > other.number))"
    )
    held = (
        "PERFORM 1 FROM partnership_partnership WHERE id = "
        f"(SELECT partnership_id FROM {PLANS} WHERE id = NEW.plan_id) FOR UPDATE; "
    )
    return [
        refused_if(
            f"{VERSIONS}_overlap", VERSIONS, "AFTER INSERT", overlapping, OVERLAPS, held, needs="begins_on"
        )
    ]


def nobody_is_on_two_sides() -> list[Trigger]:
    """Who writes for a partner neither keeps a plan nor scrutinises (decision 145)."""
    keeps = f"EXISTS (SELECT 1 FROM {PARTNERSHIPS} p WHERE NEW.team_id IN (p.team_id, p.scrutiny_id))"
    writes = f"EXISTS (SELECT 1 FROM {PARTNERS} p WHERE p.team_id IN (NEW.team_id, NEW.scrutiny_id))"
    found = []
    for table, wrong, columns in (
        (PARTNERS, keeps, "team_id"),
        (PARTNERSHIPS, writes, "team_id, scrutiny_id"),
    ):
        for name, event in (("insert", "AFTER INSERT"), ("update", f"AFTER UPDATE OF {columns}")):
            found.append(refused_if(f"{table}_sides_{name}", table, event, wrong, TWO_SIDES))
    return found


def a_share_is_no_more_than_all() -> list[Trigger]:
    """An entered share lies from 0 to 1, and only a score may be negative: the unit stands with the measure."""
    too_much = (
        "EXISTS (SELECT 1 FROM partnership_measure m WHERE m.id = NEW.measure_id AND "
        "((m.unit = 'share' AND NEW.value > 1) OR (m.unit <> 'score' AND NEW.value < 0)))"
    )
    events = {"insert": "AFTER INSERT", "update": "AFTER UPDATE OF value, measure_id"}
    return [refused_if(f"{ENTERED}_fits_{name}", ENTERED, event, too_much, TOO_MUCH)
            for name, event in events.items()]  # fmt: skip


def no_red_without_action() -> list[Trigger]:
    """A return is submitted and accepted with every measure rated, and an open action of the partner for each that is
    red.
    """
    lacking = (
        "NEW.state IN ('submitted', 'accepted') AND "
        "EXISTS (SELECT 1 FROM partnership_returnline line WHERE line.of_id = NEW.id AND ("
        "line.own_rating = '' OR line.behind = '' OR line.computed_rating = '' OR "
        "('floor_missed' IN (line.own_rating, line.computed_rating) AND NOT EXISTS ("
        "SELECT 1 FROM partnership_improvementaction action WHERE action.measure_id = line.measure_id "
        "AND action.partner_id = NEW.partner_id AND action.state IN ('planned', 'under_way')))))"
    )
    events = {"insert": "AFTER INSERT", "update": "AFTER UPDATE OF state"}
    return [refused_if(f"{RETURNS}_ready_{name}", RETURNS, event, lacking, NO_ACTION)
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
        refused_before("update", QUESTIONS, "UPDATE", f"{public} AND ({moved} OR {reworded})", said),
        refused_before("delete", QUESTIONS, "DELETE", public, said),
    ]


def a_decided_correction_stands() -> list[Trigger]:
    """A correction that was published or refused is never changed again; none is removed."""
    said = "a correction stands once it was decided on"
    return [
        refused_before("update", CORRECTIONS, "UPDATE", "OLD.state <> 'written'", said),
        refused_before("delete", CORRECTIONS, "DELETE", "OLD.id IS NOT NULL", said),
    ]


def a_submitted_return_stands() -> list[Trigger]:
    """Neither the lines nor the words of a return change once it is submitted, unless it was sent back; and an action
    that one may rest on is never removed.
    """
    stands = "state IN ('submitted', 'accepted', 'withdrawn')"
    settled = f"EXISTS (SELECT 1 FROM {RETURNS} r WHERE r.id = {{}}.of_id AND r.{stands})"
    reworded = f"OLD.{stands} AND NEW.words <> OLD.words"
    return [
        refused_before("insert", LINES, "INSERT", settled.format("NEW"), STANDS),
        refused_before(
            "update", LINES, "UPDATE", f"{settled.format('OLD')} OR {settled.format('NEW')}", STANDS
        ),
        refused_before("delete", LINES, "DELETE", settled.format("OLD"), STANDS),
        refused_before("words", RETURNS, "UPDATE OF words", reworded, STANDS),
        refused_before("delete", ACTIONS, "DELETE", "OLD.id IS NOT NULL", KEPT),
    ]


def first_dates_stand() -> list[Trigger]:
    """When a return was due and came at first is kept once it has come: sent back, it is not less late."""
    moved = (
        "OLD.first_submitted_at IS NOT NULL AND (NEW.first_due_on <> OLD.first_due_on "
        "OR NEW.first_submitted_at IS NULL OR NEW.first_submitted_at <> OLD.first_submitted_at)"
    )
    return [
        refused_before(
            "first",
            RETURNS,
            "UPDATE OF first_due_on, first_submitted_at",
            moved,
            FIRST_STANDS,
            needs="first_due_on",
        )
    ]


def refused_before(event: str, table: str, when: str, wrong: str, said: str, needs: str = "") -> Trigger:
    """Refuse a change for which `wrong` holds, before it is made. needs: as of a `Trigger`."""
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
        needs=needs,
    )


def refused_if(
    name: str, table: str, event: str, wrong: str, said: str, first: str = "", needs: str = ""
) -> Trigger:
    """Refuse a row, as it stands after the change, for which `wrong` holds. first: PL/pgSQL run before it is asked.

    needs: as of a `Trigger`.
    """
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
        needs=needs,
    )
