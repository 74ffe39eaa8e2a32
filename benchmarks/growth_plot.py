"""A plot of how seconds or memory grow with companies, as SVG: both axes are logarithmic, so that linear growth is a diagonal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WIDTH, HEIGHT, MARGIN = 640, 400, 60
COLOURS = ("#0b7285", "#e8590c", "#5f3dc4", "#2b8a3e")
Points = dict[float, float]
"""Values by size."""


def plot(target: Path, title: str, curves: Mapping[str, Points]) -> None:
    """Write the plot, with a dashed line of linear growth through the first point of each curve."""
    sizes = [size for points in curves.values() for size in points]
    values = [value for points in curves.values() for value in points.values()]
    first, last = min(sizes), max(sizes)
    steepest = max(next(iter(points.values())) * last / first for points in curves.values())
    low, high = min(values), max(*values, steepest)

    def place(size: float, value: float) -> str:
        x = MARGIN + (WIDTH - 2 * MARGIN) * math.log(size / first) / math.log(last / first)
        y = HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * math.log(value / low) / math.log(high / low)
        return f"{x:.1f},{y:.1f}"

    lines = [f'<text x="{MARGIN}" y="30" font-size="16">{title}</text>']
    for (name, points), colour in zip(curves.items(), COLOURS, strict=False):
        begin, value = next(iter(points.items()))
        drawn = " ".join(place(*point) for point in points.items())
        linear = f"{place(begin, value)} {place(last, value * last / begin)}"
        lines.append(f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(f'<polyline points="{linear}" fill="none" stroke="{colour}" stroke-dasharray="3 5"/>')
        for size, one in points.items():
            x, y = place(size, one).split(",")
            lines.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
            lines.append(
                f'<text x="{x}" y="{float(y) - 8}" font-size="11" text-anchor="middle">{one:.3g}</text>'
            )
        x, y = place(*list(points.items())[-1]).split(",")
        lines.append(
            f'<text x="{float(x) + 8}" y="{float(y) + 16}" font-size="12" fill="{colour}">{name}</text>'
        )
    for size in sorted(set(sizes)):
        x = place(size, low).split(",")[0]
        lines.append(
            f'<text x="{x}" y="{HEIGHT - 30}" font-size="12" text-anchor="middle">{size:,.0f}</text>'
        )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 60} {HEIGHT}" font-family="sans-serif">'
    target.write_text("\n".join((head, *lines, "</svg>")) + "\n", encoding="utf-8")
