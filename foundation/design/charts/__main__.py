"""Writes the charts' style sheet: `python -m foundation.design.charts`."""

from pathlib import Path

from foundation.design.charts.palette import css

STYLE_SHEET = Path(__file__).resolve().parents[3] / "frontend" / "scss" / "_charts.scss"

if __name__ == "__main__":
    STYLE_SHEET.write_text(css(), encoding="utf-8")
