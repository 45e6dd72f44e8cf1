"""Real but tiny models: two layers of random numbers over a vocabulary of some forty words."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.normalizers import Lowercase
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from checker.networks import ClaimsNetwork, PairNetwork

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "a",
    "tea",
    "drops",
    "cure",
    "cures",
    "heals",
    "every",
    "pain",
    "no",
    "side",
    "effects",
    "without",
    "any",
    "risk",
    "is",
    "are",
    "safe",
    "for",
    "you",
    "doctor",
    "ask",
    "first",
    "never",
    "take",
    "may",
    "some",
    "people",
    "sleep",
    "works",
    "in",
    "all",
    "of",
    "us",
    ".",
    ",",
    "?",
]
CONFIG = {
    "vocab_size": len(WORDS), "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 2,
    "intermediate_size": 48, "max_position_embeddings": 128,
}  # fmt: skip
CATEGORIES = ("cure-claim", "safety-absolute")


def tokenizer() -> Tokenizer:
    """Return a tokenizer of whole words in BERT's layout."""
    made = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = Lowercase(), BertPreTokenizer()
    marks = [("[CLS]", WORDS.index("[CLS]")), ("[SEP]", WORDS.index("[SEP]"))]
    made.post_processor = TemplateProcessing("[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", marks)
    return made


def claims_folder(folder: Path) -> Path:
    """Write a claims model and return its folder."""
    torch.manual_seed(7)
    sizes = {
        "finding": 1,
        "categories": 2,
        "status": 11,
        "strength": 4,
        "certainty": 1,
        "advice": 3,
        "poles": 2,
        "checkable": 1,
    }
    labels = {"categories": CATEGORIES, "poles": ("supervision:required", "supervision:unneeded"), "config": CONFIG}
    return _written(folder, ClaimsNetwork(CONFIG, sizes), labels)


def pairs_folder(folder: Path) -> Path:
    """Write a sentence-pair model and return its folder."""
    torch.manual_seed(8)
    return _written(folder, PairNetwork(CONFIG), {"config": CONFIG})


def _written(folder: Path, network: nn.Module, labels: dict[str, object]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "weights.safetensors"
    save_file({name: tensor.contiguous() for name, tensor in network.state_dict().items()}, file)
    (folder / "labels.json").write_text(json.dumps(labels))
    (folder / "model.toml").write_text(f'sha256 = "{hashlib.sha256(file.read_bytes()).hexdigest()}"\n')
    tokenizer().save(str(folder / "tokenizer.json"))
    return folder
