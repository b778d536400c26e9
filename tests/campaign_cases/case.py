"""One of the market's cases, as a manager runs it: from `campaign new` to the export."""

import asyncio
import csv
import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner
from sqlalchemy import URL, select

from tests.campaign_cases.days import live_through
from voicebot.campaign.attempt import Attempt
from voicebot.campaign.state import ContactState
from voicebot.cli.main import voicebot
from voicebot.settings import PROJECT_DIR
from voicebot.simulator.kind import Kind
from voicebot.simulator.outside import ALL_CONNECT, Outside
from voicebot.simulator.scripts import Scripts
from voicebot.store.attempts import attempts_of
from voicebot.store.contacts import contact_state
from voicebot.store.database import open_database
from voicebot.store.tables import CAMPAIGNS, CONTACTS, PHONES
from voicebot.understanding.understander import Understander

MOSCOW = ZoneInfo("Europe/Moscow")


def on(text: str) -> datetime:
    """«23.11 10:00», by Moscow's clock; the 23rd of November 2026 is a Monday."""
    moment = datetime.strptime(f"{text} 2026 +0300", "%d.%m %H:%M %Y %z")
    return moment.astimezone(MOSCOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What became of one contact; attempts are the oldest first."""

    state: ContactState
    attempts: Sequence[Attempt]

    @property
    def times(self) -> list[str]:
        """Of all attempts, by Moscow's clock."""
        return [f"{made.at.astimezone(MOSCOW):%d.%m %H:%M}" for made in self.attempts]


class Case:
    """A campaign made from `template`, in a folder of dialogues of its own."""

    def __init__(
        self, template: str, folder: Path, url: URL, understander: Understander
    ) -> None:
        self.name = f"my_{template}"
        self.folder = folder
        self._template = template
        self._url = url
        self._dialogs = folder / "dialogs"
        self._config = folder / "voicebot.yaml"
        self._understander = understander
        if not self._dialogs.is_dir():
            shutil.copytree(PROJECT_DIR / "dialogs", self._dialogs)
            self._config.write_text(self._settings(), "utf-8")

    def run(self, *words: object) -> str:
        """What a command prints on stdout; its error is raised."""
        arguments = [*map(str, words), "--config", str(self._config)]
        done = CliRunner().invoke(voicebot, arguments)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.stdout

    def facts(self, *words: object) -> Any:
        return json.loads(self.run(*words, "--json"))

    def begin(self, rows: Sequence[Mapping[str, str]], now: datetime) -> None:
        """`new`, `check`, `create`, `import`, `start`."""
        new = ("campaign", "new", self.name, "--template", self._template)
        rules = self._with_law(Path(self.facts(*new)["files"][0]))
        checked = self.facts("campaign", "check", rules)
        assert checked["can_start"], checked
        self.run("campaign", "create", rules)
        base = self.folder / "base.csv"
        lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
        base.write_text("\n".join(lines), "utf-8")
        self.load(base, now)
        assert self.facts("campaign", "start", self.name)["contacts"] == len(rows)

    def load(self, base: Path, now: datetime) -> None:
        words = ("campaign", "import", self.name, base, "--yes")
        self.run(*words, "--now", now.isoformat())

    def dial(
        self,
        kinds: Mapping[str, Kind],
        *,
        begins: datetime,
        until: datetime,
        outside: Outside = ALL_CONNECT,
    ) -> None:
        scripts = Scripts(self._dialogs, self._understander, outside)
        live_through(self._url, self.name, kinds, scripts, begins=begins, until=until)

    def story(self, number: str) -> Story:
        async def told() -> Story:
            async with open_database(self._url) as engine, engine.begin() as connection:
                found = await connection.execute(
                    select(CONTACTS.c.id)
                    .join(PHONES, PHONES.c.contact_id == CONTACTS.c.id)
                    .join(CAMPAIGNS, CAMPAIGNS.c.id == CONTACTS.c.campaign_id)
                    .where(PHONES.c.number == number, CAMPAIGNS.c.name == self.name)
                )
                contact_id = found.scalar_one()
                return Story(
                    state=await contact_state(connection, contact_id),
                    attempts=await attempts_of(connection, contact_id),
                )

        return asyncio.run(told())

    def exported(
        self, only_list: str | None = None, *options: str
    ) -> list[dict[str, str]]:
        """The rows of the exported CSV; an apostrophe that guards a cell is taken off."""
        file = self.folder / "out.csv"
        chosen = ("--list", only_list) if only_list else ()
        self.run("campaign", "export", self.name, "-o", file, *chosen, *options)
        with file.open(encoding="utf-8-sig", newline="") as text:
            rows = list(csv.DictReader(text, delimiter=";"))
        return [
            {name: cell.removeprefix("'") for name, cell in row.items()} for row in rows
        ]

    def lists(self) -> Mapping[str, int]:
        found: Mapping[str, int] = self.facts("campaign", "report", self.name)["lists"]
        return found

    def _with_law(self, rules: Path) -> Path:
        """What only the manager can know, filled in."""
        text = rules.read_text("utf-8")
        text = text.replace('consent: ""', "consent: пункт 4 анкеты на сайте")
        text = text.replace('contract: ""', "contract: № 15 от 01.09.2026")
        if "\nzones:" not in text:
            text = f"{text}zones: [Europe/Moscow]\n"
        rules.write_text(text, "utf-8")
        return rules

    def _settings(self) -> str:
        url = self._url.set(drivername="postgresql")
        lines = {
            "database": {"url": url.render_as_string(hide_password=False)},
            "folders": {"dialogs": str(self._dialogs)},
        }
        return json.dumps(lines, ensure_ascii=False)
