"""The two networks: one MiniLM encoder each, and small heads. Imported only where torch is wanted.

Shapes in every docstring: B rows, T tokens, W the encoder's width. A row is a pair of texts: sentence and
surroundings for claims, premise and hypothesis for pairs; `types` is 0 for the first and 1 for the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers.models.bert.configuration_bert import BertConfig
from transformers.models.bert.modeling_bert import BertModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

SPAN_HEADS = ("status",)
"""Heads that read the marked words rather than the whole sentence."""


def mean(hidden: Tensor, weights: Tensor) -> Tensor:
    """Return the weighted mean of token vectors: (B, T, W) and (B, T) give (B, W)."""
    weights = weights.unsqueeze(-1).to(hidden.dtype)
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-6)


class ClaimsNetwork(nn.Module):
    """Encoder and heads; `heads` gives the number of labels of each."""

    def __init__(self, config: Mapping[str, Any], heads: Mapping[str, int]) -> None:
        super().__init__()
        self.encoder = BertModel(BertConfig(**config), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * width, size) for name, size in heads.items()})
        self.tokens = nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, focus: Tensor) -> dict[str, Tensor]:
        """Return logits by head: `tokens` (B, T), the rest (B, labels); and `vector` (B, W), the sentence's mean.

        `focus` (B, T) marks the words whose status is asked; a row without a mark is judged on the words
        that the token head would mark.
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        own = mask * (types == 0)
        tokens = self.tokens(self.dropout(hidden)).squeeze(-1)
        marked = torch.where(focus.sum(1, keepdim=True) > 0, focus, own * tokens.detach().sigmoid())
        middle = mean(hidden, own)
        peak = (hidden + (own.unsqueeze(-1) - 1) * 1e4).amax(1)
        sentence = self.dropout(torch.cat([middle, peak], dim=-1))
        words = self.dropout(torch.cat([middle, mean(hidden, marked)], dim=-1))
        logits = {name: head(words if name in SPAN_HEADS else sentence) for name, head in self.heads.items()}
        logits["tokens"], logits["vector"] = tokens, middle
        return logits


class PairNetwork(nn.Module):
    """Encoder and a three-way head over both texts' means u and v: [u, v, |u - v|, u * v]."""

    def __init__(self, config: Mapping[str, Any], labels: int = 3) -> None:
        super().__init__()
        self.encoder = BertModel(BertConfig(**config), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Sequential(nn.Linear(4 * width, width), nn.Tanh(), nn.Dropout(0.1), nn.Linear(width, labels))

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor, focus: Tensor | None = None) -> dict[str, Tensor]:
        """Return logits: `label` (B, labels) in the order of `checker.pair_model.LABELS`; `focus` is not used."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        u = mean(hidden, mask * (types == 0))
        v = mean(hidden, mask * (types == 1))
        return {"label": self.head(self.dropout(torch.cat([u, v, (u - v).abs(), u * v], dim=-1)))}
