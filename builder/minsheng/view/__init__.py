"""From a graph to one self-contained page that a person explores offline."""

from __future__ import annotations

from minsheng.view.page import PageReport, write_page

__all__ = ["PageReport", "write_page"]
