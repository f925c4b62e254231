"""The strategic assessment: yearly figures by theme, and what residents said."""
