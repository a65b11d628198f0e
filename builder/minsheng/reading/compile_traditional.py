"""Compile `traditional.tsv` from the dictionary of OpenCC (Apache-2.0), package opencc-python-reimplemented.

    pip install opencc-python-reimplemented
    python -m minsheng.reading.compile_traditional builder/minsheng/reading

Characters that simplified texts have too (those of GB 2312: 著, 乾, 藉) stay as they are, a few apart that
they hardly ever have.
"""

from __future__ import annotations

import sys
from pathlib import Path

#: Quotation marks of traditional texts, and the dot between the parts of a name.
MARKS = {"「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "﹃": "‘", "﹄": "’", "‧": "·"}
#: Of GB 2312, or variants of Hong Kong.
BESIDE = {"後": "后", "於": "于", "徵": "征", "夥": "伙", "衞": "卫"}


def _of(charset: str, character: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def pairs(dictionary: Path) -> dict[str, str]:
    """Traditional character → simplified character, for characters that only traditional texts have."""
    found = MARKS | BESIDE
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        old, _, options = line.partition("\t")
        new = options.split(" ")[0]
        if len(old) == len(new) == 1 and old != new and not _of("gb2312", old) and _of("gbk", new):
            found[old] = new
    return found


def main(output: Path) -> None:
    """Write `traditional.tsv`: the simplified character, then every one that is read as it."""
    import opencc

    dictionary = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    groups: dict[str, str] = {}
    for old, new in sorted(pairs(dictionary).items()):
        groups[new] = groups.get(new, "") + old
    lines = [f"{new}\t{olds}\n" for new, olds in sorted(groups.items())]
    head = "# 简体字与读作它的繁体字 · Simplified characters and the traditional ones read as them\n"
    (output / "traditional.tsv").write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
