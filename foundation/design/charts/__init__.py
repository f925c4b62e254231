"""Charts: plain figures in (shares as fractions, unrounded or controlled), a Scene out.

`.svg(key)` goes on the page; the PDF draws the same marks. 660 wide is the page, 340 the phone. One finding
per chart, said in its title; an estimate is never drawn without its interval.
"""

from foundation.design.charts.axes import PAGE_WIDTH, PHONE_WIDTH, Caption, percent, share_ticks
from foundation.design.charts.columns import Column, columns
from foundation.design.charts.flow import FlowStep, flow
from foundation.design.charts.funnel import FunnelHub, FunnelLimit, funnel
from foundation.design.charts.readings import Reading, readings
from foundation.design.charts.scene import Scene
from foundation.design.charts.strip import Rating, interval_strip, rating_mark, sparkline
from foundation.design.charts.survival import CurvePoint, survival
from foundation.design.charts.trend import Break, TrendPoint, trend
from foundation.design.charts.triangle import TriangleRow, triangle
from foundation.design.charts.waterfall import Bar, waterfall
from foundation.design.charts.yearly import Year, yearly

__all__ = [
    "PAGE_WIDTH",
    "PHONE_WIDTH",
    "Bar",
    "Break",
    "Caption",
    "Column",
    "CurvePoint",
    "FlowStep",
    "FunnelHub",
    "FunnelLimit",
    "Rating",
    "Reading",
    "Scene",
    "TrendPoint",
    "TriangleRow",
    "Year",
    "columns",
    "flow",
    "funnel",
    "interval_strip",
    "percent",
    "rating_mark",
    "readings",
    "share_ticks",
    "sparkline",
    "survival",
    "trend",
    "triangle",
    "waterfall",
    "yearly",
]
