import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from voicebot.cli.main import voicebot
from voicebot.errors import StoreError
from voicebot.store.database import DRIVER
from voicebot.store.embedded import running_server
from voicebot.store.revision import newest_revision


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "voicebot.yaml"
    file.write_text(f"database: {{folder: {tmp_path / 'postgres'}}}\n", "utf-8")
    return file


def run(*words: object) -> str:
    done = CliRunner().invoke(voicebot, ["db", *map(str, words)])
    if done.exception is not None:
        raise done.exception
    return done.stdout


def ask(folder: Path, sql: str) -> list[str]:
    with running_server(folder) as url:
        engine = create_engine(url.set(drivername=DRIVER))
        with engine.begin() as connection:
            found = connection.execute(text(sql))
            rows = [str(row[0]) for row in found] if found.returns_rows else []
        engine.dispose()
    return rows


def test_what_was_deleted_after_a_backup_is_there_again_after_restore(
    config: Path, tmp_path: Path
) -> None:
    folder, file = tmp_path / "postgres", tmp_path / "kept.dump"
    upgraded = json.loads(run("upgrade", "--config", config, "--json"))
    assert upgraded == {"before": None, "after": newest_revision()}
    ask(folder, "INSERT INTO campaigns (name) VALUES ('магазин')")
    kept = json.loads(run("backup", file, "--config", config, "--json"))
    assert kept == {"file": str(file), "bytes": file.stat().st_size}
    ask(folder, "DELETE FROM campaigns")
    assert json.loads(run("restore", file, "--config", config, "--json")) == {
        "file": str(file)
    }
    assert ask(folder, "SELECT name FROM campaigns") == ["магазин"]
    assert f"(it was {newest_revision()})" in run("upgrade", "--config", config)


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(
    config: Path, tmp_path: Path
) -> None:
    run("upgrade", "--config", config)
    file = tmp_path / "text.dump"
    file.write_text("nothing", "utf-8")
    with pytest.raises(StoreError, match=r"pg_restore failed: .*; correct this"):
        run("restore", file, "--config", config)
    with pytest.raises(StoreError, match="there is no such backup"):
        run("restore", tmp_path / "gone.dump", "--config", config)
    assert ask(tmp_path / "postgres", "SELECT count(*) FROM campaigns") == ["0"]


def test_a_backup_into_no_folder_says_so(config: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no folder for the backup"):
        run("backup", tmp_path / "gone" / "kept.dump", "--config", config)
