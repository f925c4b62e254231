"""The partnership in the access matrix: one room of addresses a module, and the partnership they are asked about."""

from ..rows import Row
from . import assessment, packs, plans, public, returns, scrutiny

PARTNERSHIP: dict[str, Row] = {
    **plans.ROWS,
    **returns.ROWS,
    **assessment.ROWS,
    **scrutiny.ROWS,
    **packs.ROWS,
    **public.ROWS,
}
