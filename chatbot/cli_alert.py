"""`chatbot alert`: whether alerts reach the people they are for."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["alert_app"]

alert_app = typer.Typer(
    no_args_is_help=True,
    help="Alerts to a phone, a chat or a mailbox: `alerts:` in the show file, docs/alerts.md.",
)


@alert_app.callback()
def _group() -> None:
    """Alerts to a phone, a chat or a mailbox: `alerts:` in the show file, docs/alerts.md."""


@alert_app.command("test", epilog="Exit code 1: one of them was not taken.")
def send_test(
    show: Annotated[Path, typer.Argument(help="the show file, such as show.yaml")],
    json_out: Annotated[bool, typer.Option("--json", help="print JSON for a script")] = False,
) -> None:
    """Send one alert to each address of the show and tell what came back."""
    from chatbot.alert_words import TEST, body_of
    from chatbot.delivering import Deliverer
    from chatbot.errors import ConfigError
    from chatbot.loading import load_show

    config = load_show(show).show
    if not config.alerts:
        raise ConfigError("no alerts: write 'alerts: [{to: …}]' (docs/alerts.md)", path=show)
    told = body_of(TEST, config.language, show=show.name)
    body = f"{told}\n{config.web.public_url or ''}".strip()

    async def all_of_them() -> list[str]:
        deliverer = Deliverer()
        return [await deliverer.send(to, f"{config.name}: test", body) for to in config.alerts]

    outcomes = asyncio.run(all_of_them())
    rows = [
        {"address": number, "service": to.service, "taken": not why, "said": why}
        for number, (to, why) in enumerate(zip(config.alerts, outcomes, strict=True), 1)
    ]
    if json_out:
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for row in rows:
            mark, colour = ("✓", "green") if row["taken"] else ("✗", "red")
            said = "taken" if row["taken"] else row["said"]
            typer.secho(f"{mark} address {row['address']} ({row['service']}): {said}", fg=colour)
    if any(outcomes):
        raise typer.Exit(1)
