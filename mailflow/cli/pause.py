"""``pause``, ``resume`` and ``release``: the emergency stop for letters, and its end."""

from datetime import UTC, datetime
from pathlib import Path

import click

from mailflow.cli.faults import NEEDS_A_PERSON, USAGE, leave
from mailflow.cli.opened import written_to
from mailflow.cli.options import config_option
from mailflow.cli.output import harmless
from mailflow.cli.progress import counted
from mailflow.domain.hold import Scope
from mailflow.store import Store

project_option = click.option("--project", metavar="CODE", help="Only the letters of this project.")
person_option = click.option("--person", metavar="ID", help="Only the letters to this person, by id or address.")


@click.command(short_help="Stop letters at once: all, a project's, a person's.")
@config_option
@project_option
@person_option
@click.option("--why", metavar="TEXT", default="", help="A word for whoever looks at `mailflow status`.")
def pause(config_path: Path, project: str | None, person: str | None, why: str) -> None:
    """Stop letters at once. Mail still comes in and is recorded; what would leave waits for `mailflow resume`.

    Without an option everything is stopped. A running daemon stops, too; a letter that it is just transmitting comes to
    its end.
    """
    with written_to(config_path) as (_, store):
        scope, name = _scope(store, project, person)
        new = store.holds.put(scope, name, datetime.now(UTC), " ".join(why.split()))
        said = _said(scope, name)
    click.echo(
        f"{said} stopped{'' if new else ' already'}. `mailflow resume{_option(scope, name)}` lets them go again."
    )


@click.command(short_help="Let letters go again that `pause` stopped.")
@config_option
@project_option
@person_option
def resume(config_path: Path, project: str | None, person: str | None) -> None:
    """Let letters go again. Each stop is lifted by itself, with the options that it was made with.

    Scheduled letters whose time passed meanwhile are withdrawn: nobody wants a fortnight of check-ins at once.
    """
    with written_to(config_path) as (_, store):
        scope, name = _scope(store, project, person)
        lifted = store.holds.lift(scope, name, datetime.now(UTC))
        left = store.holds.standing()
        said = _said(scope, name)
    if lifted is None:
        others = f" What stands: {'; '.join(map(str, left))}." if left else " Nothing is stopped."
        leave(f"{said} not stopped.{others}", NEEDS_A_PERSON)
    click.echo(f"{said} sent again.")
    for hold in left:
        click.echo(f"Still: {harmless(hold)}.")


@click.command(short_help="Let letters go again after a restore.")
@config_option
@click.option("--withdraw", is_flag=True, help="What may have left before the restore is withdrawn, not sent again.")
def release(config_path: Path, withdraw: bool) -> None:
    """After `mailflow restore`: let letters go again.

    What was due before the restore may have left already, with the same Message-ID. Look at `mailflow letters`, then
    send all of it (people may get some twice), or withdraw it (people may miss some).
    """
    with written_to(config_path) as (_, store):
        hold = next((one for one in store.holds.standing() if one.scope is Scope.RESTORED), None)
        if hold is None:
            leave("nothing waits for a release; `mailflow status` says what is stopped.", NEEDS_A_PERSON)
        gone = store.outbox.withdraw_restored(hold.since) if withdraw else 0
        store.holds.lift(Scope.RESTORED, "", datetime.now(UTC))
        waiting = store.outbox.counts().get("queued", 0)
    click.echo(f"{counted(gone, 'letter')} withdrawn, {counted(waiting, 'letter')} to be sent.")


def _scope(store: Store, project: str | None, person: str | None) -> tuple[Scope, str]:
    if project and person:
        leave("either --project or --person; a stop is made, and lifted, for each.", USAGE)
    if project:
        return Scope.PROJECT, store.projects.snapshot(project).code
    if person:
        found = store.people.by_id(person) or store.people.by_address(person.lower())
        if found is None:
            leave(f"{person}: is nobody known here; `mailflow project export CODE` names people with their ids.", USAGE)
        return Scope.PERSON, found.id
    return Scope.ALL, ""


def _said(scope: Scope, name: str) -> str:
    return {
        Scope.ALL: "All letters are",
        Scope.PROJECT: f"Letters of project {harmless(name)} are",
        Scope.PERSON: f"Letters to {harmless(name)} are",
    }[scope]


def _option(scope: Scope, name: str) -> str:
    return "" if scope is Scope.ALL else f" --{scope} {harmless(name)}"
