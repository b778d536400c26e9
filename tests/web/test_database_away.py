import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import pytest
from sqlalchemy import URL, create_engine, text

from tests.web.conftest import CRM, ROOT, rules_for, running, settings_for


@contextmanager
def away(url: URL) -> Iterator[None]:
    """The server throws everybody out of the database and lets nobody in."""
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    name = url.database
    others = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    with engine.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(text(others))
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    engine.dispose()


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/ready"),
        ("GET", "/campaigns"),
        ("GET", "/campaigns/leads/progress"),
        ("GET", "/contacts/1"),
        ("GET", "/do-not-call/+79160000001"),
        ("GET", "/why?number=%2B79160000001"),
        ("POST", "/campaigns/leads/start"),
        ("POST", "/campaigns/leads/imports"),
    ],
)
def test_without_its_database_every_request_gets_a_sentence_and_later_its_answer(
    site: httpx2.Client, site_database: URL, method: str, path: str
) -> None:
    before = site.request(method, path)
    assert before.status_code < 500
    with away(site_database):
        for _turn in range(2):
            refused = site.request(method, path)
            assert refused.status_code == 503, refused.text
            assert refused.headers["retry-after"] == "5"
            assert "cannot connect to the database" in refused.json()["detail"]
        assert site.get("/health").status_code == 200
    assert site.request(method, path).status_code == before.status_code


def test_it_starts_without_its_database_and_serves_when_that_comes(
    database: URL,
) -> None:
    with (
        away(database),
        running(settings_for(database)) as address,
        httpx2.Client(base_url=f"{address}{ROOT}", headers=CRM) as client,
    ):
        assert client.get("/health").status_code == 200
        assert client.get("/ready").status_code == 503


def test_a_database_of_another_revision_is_told(database: URL) -> None:
    engine = create_engine(database, isolation_level="AUTOCOMMIT")

    def be_at(revision: str) -> str:
        with engine.connect() as connection:
            told = connection.execute(text("SELECT version_num FROM alembic_version"))
            before: str = told.scalar_one()
            connection.execute(
                text(f"UPDATE alembic_version SET version_num = '{revision}'")
            )
        return before

    with (
        running(settings_for(database)) as address,
        httpx2.Client(base_url=f"{address}{ROOT}", headers=CRM) as client,
    ):
        newest = be_at("0001")
        refused = client.get("/campaigns")
        assert refused.status_code == 503
        assert "run voicebot db upgrade" in refused.json()["detail"]
        be_at(newest)
        assert client.get("/campaigns").status_code == 200
    engine.dispose()


def test_a_change_that_was_cut_off_is_not_half_there(
    site: httpx2.Client, site_database: URL, campaign: str
) -> None:
    path = f"/campaigns/{campaign}/contacts/batch"
    leads = [
        {"number": f"+7916{digits:07}", "slots": {"client_name": "А"}}
        for digits in range(500)
    ]
    with away(site_database):
        assert site.post(path, json=leads).status_code == 503
    assert site.post(path, json=leads).json()["added"] == 500
    assert site.post(path, json=leads).json()["known"] == 500


def test_who_follows_is_told_that_the_database_is_away_and_of_its_return(
    site: httpx2.Client, site_database: URL, new_name: str
) -> None:
    assert site.post("/campaigns", json=rules_for(new_name)).status_code == 201
    with site.stream("GET", f"/campaigns/{new_name}/progress/stream") as answer:
        lines = (line for line in answer.iter_lines() if line.startswith("event"))
        assert next(lines) == "event: progress"
        with away(site_database):
            assert next(lines) == "event: away"
        assert next(lines) == "event: progress"


def test_a_slow_client_of_a_busy_database_is_told_to_come_again(
    site: httpx2.Client, site_database: URL
) -> None:
    """A statement that is cancelled for its time is no database that is away."""
    engine = create_engine(site_database)
    with engine.begin() as holder:
        holder.execute(text("LOCK TABLE do_not_call IN ACCESS EXCLUSIVE MODE"))
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(site.get, "/do-not-call")
            with engine.connect() as other:
                waiting = text(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
                )
                deadline = time.monotonic() + 10
                while not other.execute(waiting).all() and time.monotonic() < deadline:
                    other.rollback()
            refused = asked.result()
    engine.dispose()
    assert refused.status_code == 503
    assert "too much to do" in refused.json()["detail"]
