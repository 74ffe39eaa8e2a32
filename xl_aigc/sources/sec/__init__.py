"""Figures that companies file with the SEC: its Financial Statement Data Sets, and `companyfacts` files."""

from __future__ import annotations

from xl_aigc.sources.sec.source import fetch

__all__ = ["fetch"]
