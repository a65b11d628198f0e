"""Facts that a language model proposes: held against the text, and kept apart until a person accepts them."""

from __future__ import annotations

from minsheng.proposals.answers import Answers, default_folder
from minsheng.proposals.decisions import Decisions
from minsheng.proposals.joining import Proposal, joined, listed
from minsheng.proposals.proposer import Proposed, Proposer
from minsheng.proposals.service import KEY_VARIABLE, Prices, Service, key_given
from minsheng.proposals.usage import Usage

__all__ = [
    "KEY_VARIABLE",
    "Answers",
    "Decisions",
    "Prices",
    "Proposal",
    "Proposed",
    "Proposer",
    "Service",
    "Usage",
    "default_folder",
    "joined",
    "key_given",
    "listed",
]
