"""The rules as a page, `docs/rules.md`, made from the rule files.

python -m minsheng.cli.rulebook > docs/rules.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.facts.catalogue import FILES, entries
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.catalogue import RuleEntry


def rulebook() -> str:
    """The whole page as Markdown, file by file.

    Example:
        >>> rulebook().splitlines()[0]
        '# 规则 · Rules'
    """
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield f"# {text('cli', 'rulebook.title')}\n"
    intro = text("cli", "rulebook.intro")
    yield f"{intro.zh}\n\n{intro.en}"
    for file in FILES:
        about = text("cli", f"rulebook.{file}")
        yield f"\n## {about}\n\n`builder/minsheng/facts/rules/{file}.toml`"
        for rule in entries():
            if rule.file == file:
                yield from _rule(rule)


def _rule(rule: RuleEntry) -> Iterator[str]:
    sure = "" if rule.confidence is None else f" · {rule.confidence:.2f}"
    yield f"\n### {rule.id}{sure}\n\n{rule.zh}\n\n{rule.en}\n"
    if rule.confidence_weak is not None:
        yield f"{rule.confidence_weak:.2f}：{rule.weak_zh} · {rule.weak_en}\n"
    for sentence, found in rule.yes:
        yield f"- ✓ {sentence} → {found}"
    for sentence in rule.no:
        yield f"- ✗ {sentence}"


if __name__ == "__main__":
    click.echo(rulebook(), nl=False)
