"""The claims network: one MiniLM encoder, several heads. Imported only where torch is wanted.

Input is a pair: the sentence, and around it its heading and neighbours; every head but the context's own
words reads the sentence's tokens only. Shapes: B sentences, T tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from torch import Tensor

STATUSES = (
    "asserted", "presupposed", "goal", "hedged", "attributed", "quoted", "question", "conditional", "instruction",
    "negated", "debunked",
)  # fmt: skip
STRENGTHS = ("none", "correlational", "conditional", "causal")
ADVICE = ("none", "weak", "strong")


class ClaimsNetwork(nn.Module):
    """Encoder and heads; `labels` fixes the order of categories and poles."""

    def __init__(self, config: dict[str, Any], categories: int, poles: int) -> None:
        super().__init__()
        self.encoder = BertModel(BertConfig(**config), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        sizes = {
            "finding": 1, "categories": categories, "status": len(STATUSES), "strength": len(STRENGTHS),
            "certainty": 1, "advice": len(ADVICE), "poles": poles, "checkable": 1,
        }  # fmt: skip
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.ModuleDict({name: nn.Linear(2 * width, size) for name, size in sizes.items()})
        self.tokens = nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> dict[str, Tensor]:
        """Return logits by head: `tokens` (B, T), `finding`, `certainty`, `checkable` (B, 1), the rest (B, labels)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        own = (mask * (types == 0)).unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * own).sum(1) / own.sum(1).clamp(min=1)
        pooled = self.dropout(torch.cat([mean, (hidden + (own - 1) * 1e4).amax(1)], dim=-1))
        logits = {name: head(pooled) for name, head in self.heads.items()}
        logits["tokens"] = self.tokens(self.dropout(hidden)).squeeze(-1)
        return logits
