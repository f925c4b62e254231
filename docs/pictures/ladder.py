"""The ladder of the architecture as a picture: one step a storey, drawn from the tuple that the import test holds."""

from html import escape

from tests.architecture.source import LADDER, ROOT

# What lives on each storey. A storey without a line cannot be drawn.
LINES = {
    "partnership": "the plan, partner returns, actions, scrutiny",
    "outcomes": "indicators, the engine that counts, disclosure control, reports",
    "journeys": "one person’s page and timeline; the demo population",
    "referrals": "the referral, its decision, induction",
    "pathways": "employment, accommodation, substance support: spells, claims, checks",
    "hubs": "hubs, sessions, bookings, the register",
    "people": "the person, circumstances, who holds them, search and matching",
    "foundation": "accounts · lifecycle · audit · design · intake",
}

BRAND, INK, QUIET, LINE = "#1d4f59", "#0b0c0c", "#484949", "#6f8488"
WASHES = ("#f4f7f7", "#e8f0f1")
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
WIDTH, STEP, GAP, MARGIN, INDENT = 960, 58, 8, 28, 14  # pixels


def storeys() -> list[str]:
    """From the top; config only ties them together, and a storey that is not built yet is not drawn."""
    return [name for name in LADDER if name != "config" and (ROOT / name).is_dir()]


def draw() -> str:
    """The picture as SVG text."""
    names = storeys()
    height = 2 * MARGIN + len(names) * (STEP + GAP) - GAP
    steps = "\n".join(_step(name, place, len(names)) for place, name in enumerate(names))
    says = f"The ladder, from the top: {', '.join(names)}. Imports run downward only."
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" \
height="{height}" role="img" aria-labelledby="says">
<title id="says">{escape(says)}</title>
<rect width="{WIDTH}" height="{height}" rx="6" fill="#fff"/>
<g font-family="{escape(FONT)}">
{steps}
{_arrow(height)}
</g>
</svg>
"""


def _step(name: str, place: int, count: int) -> str:
    """One storey; the lower, the wider, and the ground is filled."""
    left, top = MARGIN + 44 + INDENT * (count - 1 - place), MARGIN + place * (STEP + GAP)
    is_ground = place == count - 1
    fill, title, words = (BRAND, "#fff", "#fff") if is_ground else (WASHES[place % 2], BRAND, QUIET)
    return (
        f'<rect x="{left}" y="{top}" width="{WIDTH - MARGIN - left}" height="{STEP}" rx="3" fill="{fill}"/>\n'
        f'<rect x="{left}" y="{top}" width="6" height="{STEP}" rx="2" fill="{BRAND}"/>\n'
        f'<text x="{left + 24}" y="{top + 36}" font-size="20" font-weight="700" fill="{title}">{name}</text>\n'
        f'<text x="{MARGIN + 300}" y="{top + 35}" font-size="16" fill="{words}">{escape(LINES[name])}</text>'
    )


def _arrow(height: int) -> str:
    """Which way imports run, along the left side."""
    x, top, bottom = MARGIN + 12, MARGIN + 4, height - MARGIN - 4
    middle = height / 2
    return (
        f'<path d="M{x} {top}V{bottom}m-7 -11l7 11l7 -11" fill="none" stroke="{LINE}" stroke-width="2.5"/>\n'
        f'<text transform="translate({x + 22} {middle:.0f}) rotate(-90)" font-size="15" text-anchor="middle" '
        f'fill="{QUIET}">imports run down only</text>'
    )
