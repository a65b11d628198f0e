"""`minsheng rules`: every rule of the extractor, or one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.facts.catalogue import RuleEntry


@command("rules")
@click.argument("name", required=False, metavar="[RULE]")
@pass_output
def rules(output: Output, name: str | None) -> None:
    """Lists the rules, or shows one."""
    from minsheng.facts.catalogue import entries, entry

    if name is None:
        if output.json:
            output.document([each.as_dict() for each in entries()])
        else:
            columns = ("rule", "file", "confidence", "meaning")
            output.table(None, columns, [(e.id, e.file, _sure(e), f"{e.zh} · {e.en}") for e in entries()])
        return
    found = entry(name)
    if found is None:
        from difflib import get_close_matches

        ids = [each.id for each in entries()]
        near = ", ".join(get_close_matches(name, ids, cutoff=0.3) or ids[:3])
        raise UsageError("rule-unknown", name=name, near=near)
    if output.json:
        output.document(found.as_dict())
    else:
        _tell(output, found)


def _sure(rule: RuleEntry) -> str:
    return " / ".join(f"{each:.2f}" for each in (rule.confidence, rule.confidence_weak) if each is not None)


def _tell(output: Output, rule: RuleEntry) -> None:
    output.data(f"{rule.id}（{rule.file}.toml）\n  {rule.zh} · {rule.en}")
    if rule.confidence is not None:
        weak = f"（{rule.weak_zh} · {rule.weak_en}）" if rule.weak_zh else ""
        output.data(f"  {text('cli', 'column.confidence')}: {_sure(rule)}{weak}")
    output.table(text("cli", "rules.yes"), ("sentence", "found"), rule.yes)
    output.table(text("cli", "rules.no"), ("sentence",), [(sentence,) for sentence in rule.no])
