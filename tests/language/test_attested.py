from __future__ import annotations

import pytest

from minsheng.language.names import find_names
from minsheng.language.segmentation import segment

# text → names that the whole text bears out
ATTESTED = [
    ("轮椅督导队成立。走进轮椅督导队，轮椅督导队队长赵某说，队员有20名。", {"轮椅督导队"}),
    # once is not enough
    ("轮椅督导队成立，队员有20名。", set()),
    # counted bodies are a kind of thing
    ("全区有8支轮椅督导队，各支轮椅督导队都要巡查。", set()),
]


@pytest.mark.parametrize(("text", "names"), ATTESTED)
def test_names_that_a_text_bears_out(text: str, names: set[str]) -> None:
    assert {m.name for m in find_names(text, segment(text)) if m.rule == "attested"} == names
