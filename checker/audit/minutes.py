"""What to do first when there is little time: cards by severity × confidence × reach, as many as fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.audit.figures import cards

if TYPE_CHECKING:
    from checker.audit.tables import Row

MINUTES_A_CARD = 2.0
"""For reading a card and deciding; a place in one more post costs a little more."""
MINUTES_A_POST = 0.25


def plan(con: Any, minutes: float) -> list[Row]:
    """Return the cards that fit into some minutes, the most worthwhile first."""
    chosen: list[Row] = []
    left = minutes
    for card in cards(con, order="reach", most=int(minutes / MINUTES_A_CARD) + 1):
        cost = MINUTES_A_CARD + MINUTES_A_POST * (card["posts_open"] - 1)
        if cost <= left or not chosen:
            chosen.append(card)
            left -= cost
    return chosen
