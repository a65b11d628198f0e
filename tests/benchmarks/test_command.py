from __future__ import annotations

import pytest
from benchmarks.__main__ import main


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["weather"], "weather"),
        (["quality", "--rounds", "0"], "--rounds"),
        (["quality", "--corpus", "no/such/folder"], "no/such/folder"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert told in capsys.readouterr().err
