"""The reliability plot: what findings said of themselves against how often they were right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.evaluate.show import sections

if TYPE_CHECKING:
    from checker.evaluate.figures import Figure, Table

_SIDE, _EDGE, _BAR = 320, 44, 24
_WIDTH = 40


def _bins(table: Table) -> list[tuple[str, Figure, Figure]]:
    """Return the name of each bin with what was said and what was right."""
    found = sections(table).get("by confidence", {})
    names = [name.removesuffix(", said") for name in found if name.endswith(", said")]
    return [(name, found[f"{name}, said"], found[f"{name}, right"]) for name in names]


def bars(table: Table) -> str:
    """Return the plot for the terminal: a bar for what was right, a mark for what was said."""
    lines = [f"{'confidence':<12} right (bar) and said (|)"] if _bins(table) else []
    for name, said, right in _bins(table):
        bar = list("█" * round(right.value * _WIDTH) + "·" * (_WIDTH - round(right.value * _WIDTH)))
        bar[min(round(said.value * _WIDTH), _WIDTH - 1)] = "|"
        lines.append(
            f"{name:<12} {''.join(bar)} {right.value:.2f} right, {said.value:.2f} said, {right.count} findings"
        )
    return "\n".join(lines) + "\n" if lines else ""


def svg(table: Table, title: str) -> str:
    """Return the plot as an SVG picture with 95% intervals and the diagonal of perfect calibration."""
    drawn = "\n".join(_column(said, right) for _, said, right in _bins(table))
    ticks = "\n".join(_tick(n / 5) for n in range(6))
    full = _SIDE + 2 * _EDGE
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {full} {full}" font-family="sans-serif" font-size="11" role="img" aria-label="{title}">
<rect width="{full}" height="{full}" fill="#fff"/>
<text x="{_EDGE}" y="24" font-size="13">{title}</text>
{ticks}
<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#999" stroke-dasharray="4 4"/>
{drawn}
<text x="{_x(0.5)}" y="{full - 8}" text-anchor="middle">confidence said</text>
<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share that was right</text>
</svg>
"""


def _x(value: float) -> float:
    return round(_EDGE + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_EDGE + (1 - value) * _SIDE, 1)


def _column(said: Figure, right: Figure) -> str:
    x = _x(said.value)
    return (
        f'<rect x="{x - _BAR / 2}" y="{_y(right.value)}" width="{_BAR}" height="{_y(0) - _y(right.value):.1f}" fill="#4477aa" fill-opacity="0.6"/>'
        f'<line x1="{x}" y1="{_y(right.low)}" x2="{x}" y2="{_y(right.high)}" stroke="#222"/>'
        f'<text x="{x}" y="{_y(0) - 4}" text-anchor="middle">{right.count}</text>'
    )


def _tick(value: float) -> str:
    return (
        f'<line x1="{_x(0)}" y1="{_y(value)}" x2="{_x(1)}" y2="{_y(value)}" stroke="#e5e5e5"/>'
        f'<text x="{_x(0) - 6}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>'
        f'<text x="{_x(value)}" y="{_y(0) + 16}" text-anchor="middle">{value:.1f}</text>'
    )
