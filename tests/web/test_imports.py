import asyncio
import io
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
import xlsxwriter
from sqlalchemy import URL

from voicebot.web.beside import MOST, Beside
from voicebot.web.problem import RequestRefused

CSV = "Имя;Телефон;Город\nАнна;8 916 000-00-01;Москва\nБорис;916;Москва\n"


def send(
    site: httpx2.Client, campaign: str, body: Any, **asked: Any
) -> httpx2.Response:
    path = f"/campaigns/{campaign}/imports"
    return site.post(path, content=body, params=asked)


def contacts(site: httpx2.Client, campaign: str) -> int:
    path = f"/campaigns/{campaign}/contacts"
    return len(site.get(path).json()["contacts"])


def test_a_dry_run_reports_and_stores_nothing(
    site: httpx2.Client, campaign: str
) -> None:
    answer = send(site, campaign, CSV.encode("cp1251"), dry_run="true", file="база.csv")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["rows"], told["accepted"], told["import_id"]) == (2, 1, None)
    assert told["file"] == "база.csv"
    assert told["findings"][0]["row"] == 3
    assert "916" in told["findings"][0]["sentence"]
    assert told["mapping"]["Телефон"] == "phone"
    assert contacts(site, campaign) == 0


def test_the_same_file_twice_adds_nobody_twice(
    site: httpx2.Client, campaign: str
) -> None:
    first = send(site, campaign, CSV.encode()).json()
    second = send(site, campaign, CSV.encode()).json()
    assert (first["accepted"], second["accepted"]) == (1, 0)
    assert second["refusals"]["duplicate_in_campaign"] == 1
    assert contacts(site, campaign) == 1


def test_what_columns_are_may_be_told(site: httpx2.Client, campaign: str) -> None:
    asked = {"map": ["Имя=slot:client_name", "Телефон=phone", "Город=skip"]}
    assert send(site, campaign, CSV.encode(), **asked).json()["accepted"] == 1
    found = site.get(f"/campaigns/{campaign}/contacts").json()["contacts"]
    assert found[0]["slots"] == {"client_name": "Анна"}


def test_a_workbook_is_taken_as_well(site: httpx2.Client, campaign: str) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("База")
        sheet.write_row(0, 0, ["Имя", "Телефон"])
        sheet.write_row(1, 0, ["Анна", "+79160000001"])
    told = send(site, campaign, file.getvalue(), sheet="База").json()
    assert (told["accepted"], told["refused"]) == (1, 0)


def test_a_body_without_a_length_is_taken_too(
    site: httpx2.Client, campaign: str
) -> None:
    def pieces() -> Iterator[bytes]:
        yield CSV.encode()[:20]
        yield CSV.encode()[20:]

    assert send(site, campaign, pieces()).json()["accepted"] == 1


@pytest.mark.parametrize(
    ("body", "asked", "sentence"),
    [
        (b"", {}, "contacts: the file is empty"),
        (bytes(range(256)) * 50, {}, "contacts: "),
        (CSV.encode(), {"map": "Телефон"}, "is not COLUMN=USE"),
        (CSV.encode(), {"map": "Телефон=number"}, "a column cannot be"),
        (CSV.encode(), {"map": "Нет=phone"}, "no column «Нет»"),
        (b"a;b\nc;d\n", {}, "no column of telephone numbers"),
        (CSV.encode(), {"dry_run": "perhaps"}, "write true or false"),
        (CSV.encode(), {"colour": "red"}, "it means nothing here"),
        (b"PK\x03\x04 no zip", {}, "contacts: "),
    ],
)
def test_what_is_no_base_is_refused_by_its_senders_name(
    site: httpx2.Client,
    campaign: str,
    body: bytes,
    asked: dict[str, str],
    sentence: str,
) -> None:
    refused = send(site, campaign, body, **asked)
    assert refused.status_code == 422, refused.text
    assert sentence in refused.json()["detail"]
    assert "/tmp" not in refused.text


def test_a_zip_bomb_is_refused(site: httpx2.Client, campaign: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
    refused = send(site, campaign, file.getvalue())
    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_a_file_that_is_announced_too_large_is_refused_before_it_is_sent(
    site: httpx2.Client, campaign: str
) -> None:
    """Of 500 MB a few go into the sockets' buffers, and no more."""
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        for _piece in range(500):
            sent += 1_000_000
            yield b"0" * 1_000_000

    refused = site.post(
        f"/campaigns/{campaign}/imports",
        content=pieces(),
        headers={"Content-Length": "500000000"},
    )
    assert refused.status_code == 413
    assert "larger than 100 MB" in refused.json()["detail"]
    assert sent < 30_000_000


def test_a_file_that_turns_out_too_large_is_refused(
    site: httpx2.Client, campaign: str
) -> None:
    def pieces() -> Iterator[bytes]:
        for _piece in range(103):
            yield b"0" * 1_000_000

    refused = send(site, campaign, pieces())
    assert refused.status_code == 413


def test_other_requests_may_bring_a_megabyte(site: httpx2.Client) -> None:
    refused = site.post("/campaigns", content=b"0" * 1_000_001)
    assert refused.status_code == 413


def test_more_files_than_there_are_places_are_refused_until_one_is_done(
    site_database: URL,
) -> None:
    beside = Beside(site_database)
    with ExitStack() as held:
        for _each in range(MOST - 1):
            held.enter_context(beside.place())
        with beside.place(), pytest.raises(RequestRefused) as refused:
            held.enter_context(beside.place())
        held.enter_context(beside.place())
    problem = refused.value.problem
    assert problem.response.status_code == 429
    assert problem.headers["Retry-After"] == "30"
    assert "4 files are being worked on" in problem.detail
    asyncio.run(beside.close())
