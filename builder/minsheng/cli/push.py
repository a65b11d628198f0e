"""`minsheng push`: a graph into another store."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from minsheng.cli.command import command, pass_output
from minsheng.errors import UsageError
from minsheng.wording import text

if TYPE_CHECKING:
    from minsheng.cli.output import Output
    from minsheng.graph.calling import Login


@command("push")
@click.argument("graph", type=click.Path())
@click.argument("endpoint", metavar="URL")
@click.option("--graph-store", metavar="URL")
@click.option("--update", metavar="URL")
@click.option("--user", metavar="NAME")
@click.option("--password-env", metavar="VARIABLE")
@click.option("--all", "everything", is_flag=True)
@click.option("-n", "--dry-run", is_flag=True)
@pass_output
def push(
    output: Output,
    graph: str,
    endpoint: str,
    graph_store: str | None,
    update: str | None,
    user: str | None,
    password_env: str | None,
    everything: bool,
    dry_run: bool,
) -> None:
    """Makes another store hold what a graph holds."""
    from minsheng.graph import open_graph
    from minsheng.graph import push as push_graph
    from minsheng.graph.pushing import Target

    target = Target(endpoint, graph_store, update, _login(user, password_env))
    with output.progress(text("cli", "push.progress")) as progress:
        pushed = push_graph(
            open_graph(graph), target, everything=everything, dry_run=dry_run, progress=progress
        )
    if output.json:
        output.document(pushed.as_dict())
        return
    if dry_run:
        rows = [("send", name) for name in pushed.sent] + [("remove", name) for name in pushed.removed]
        output.table(None, ("step", "iri"), rows)
    numbers = {"sent": len(pushed.sent), "removed": len(pushed.removed), "unchanged": pushed.unchanged}
    key = "push.planned" if dry_run else "push.done"
    output.note(text("cli", key, store=pushed.store, triples=pushed.triples, **numbers))


def _login(user: str | None, variable: str | None) -> Login:
    """Who writes; the password is in the environment alone, where no list of processes shows it."""
    from minsheng.graph.calling import NOBODY, Login
    from minsheng.graph.endpoint import PASSWORD

    if user is None:
        return NOBODY
    name = variable or PASSWORD
    password = os.environ.get(name, "")
    if not password:
        raise UsageError("push-password", name=name)
    return Login(user, password)
