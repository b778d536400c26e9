import asyncio
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from voicebot.conversation.edition import (
    Edition,
    expect_no_errors,
    fingerprint,
    open_edition,
)
from voicebot.conversation.shelf import Pace, Shelf
from voicebot.settings import PROJECT_DIR, Folders, Settings

GREETING = """\
scenario: hello
about: Это робот.
nodes:
  hello: {ask: "Это робот. Удобно?", on: {yes: hang_up}}
"""
CHANGED = GREETING.replace("Удобно?", "Не поздно?")
BROKEN = GREETING.replace("yes: hang_up", "yes: hangup")
ERRONEOUS = GREETING.replace("on: {yes: hang_up}", "on: {yess: hang_up}")
PHRASES = """\
version: "3.1"
nlu:
- intent: operator
  examples: |
    - оператора
    - с человеком
- intent: no
  examples: |
    - нет
    - неудобно
- intent: yes
  examples: |
    - да
    - удобно
"""


class Desk:
    """A scenario being edited, and the shelf that calls take it from."""

    def __init__(self, folder: Path, pool: ThreadPoolExecutor) -> None:
        dialogs = folder / "dialogs"
        (dialogs / "phrases").mkdir(parents=True)
        self.phrases = dialogs / "phrases" / "answers.yml"
        self.phrases.write_text(PHRASES, encoding="utf-8")
        self.path = dialogs / "hello.yaml"
        self.write(GREETING)
        self._settings = Settings(folders=Folders(dialogs=dialogs, var=folder / "var"))
        self.told: list[str] = []
        self.prepared: list[str] = []
        self.is_preparing = asyncio.Event()
        self.meanwhile: list[str] = []
        self.may_serve = asyncio.Event()
        self.may_serve.set()
        self.shelf = Shelf(
            open_edition(self._settings, self.path),
            self,
            tell=self.told.append,
            pool=pool,
            pace=Pace(patience_s=0.3, pause=self._pause),
        )

    def write(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")

    @property
    def question(self) -> str:
        return question_of(self.shelf.edition)

    def open(self) -> Edition:
        edition = open_edition(self._settings, self.path)
        expect_no_errors(edition)
        return edition

    async def _pause(self, _seconds: float) -> None:
        """No time passes; what is in `meanwhile` is written one by one."""
        if self.meanwhile:
            self.write(self.meanwhile.pop(0))

    async def prepare(self, edition: Edition) -> None:
        self.prepared.append(question_of(edition))
        self.is_preparing.set()
        await self.may_serve.wait()


def question_of(edition: Edition) -> str:
    (question,) = edition.scenario.nodes["hello"].questions
    return question.source


Story = Callable[[Desk], Coroutine[Any, Any, None]]
Run = Callable[[Story], None]


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    with ThreadPoolExecutor(1) as pool:

        async def told(story: Story) -> None:
            await story(Desk(tmp_path, pool))

        yield lambda story: asyncio.run(told(story))


def test_an_untouched_scenario_is_served_as_it_is(run: Run) -> None:
    async def story(desk: Desk) -> None:
        first = desk.shelf.edition
        await desk.shelf.look()
        assert desk.shelf.edition is first
        assert desk.told == desk.prepared == []

    run(story)


def test_an_edit_is_prepared_and_then_serves(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.write(CHANGED)
        await desk.shelf.look()
        assert desk.question == "Это робот. Не поздно?"
        assert desk.prepared == [desk.question]
        assert desk.told == [f"{desk.path} has changed; the next call goes by it"]
        await desk.shelf.look()
        assert len(desk.told) == 1

    run(story)


def test_the_former_edition_serves_until_the_new_one_is_prepared(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.may_serve.clear()
        desk.write(CHANGED)
        looking = asyncio.create_task(desk.shelf.look())
        await desk.is_preparing.wait()
        assert desk.question == "Это робот. Удобно?"
        desk.may_serve.set()
        await looking
        assert desk.question == "Это робот. Не поздно?"

    run(story)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (BROKEN, ':4:48: "yes" leads to "hangup", which does not exist'),
        (ERRONEOUS, ':4:43: the intent "yess" has no phrases'),
        ("", ":1:1: a scenario begins with"),
        ("nodes: {a: [}", "this is not valid YAML"),
    ],
    ids=["unloadable", "erroneous", "empty", "no YAML"],
)
def test_a_broken_edit_leaves_the_last_good_one_and_is_told_once(
    run: Run, text: str, complaint: str
) -> None:
    async def story(desk: Desk) -> None:
        desk.write(text)
        await desk.shelf.look()
        await desk.shelf.look()
        (told,) = desk.told
        assert told.startswith(str(desk.path))
        assert complaint in told
        assert told.endswith("; calls go on by the last good version")
        assert desk.question == "Это робот. Удобно?"

    run(story)


@pytest.mark.parametrize("mended", [CHANGED, GREETING], ids=["new", "as before"])
def test_a_mended_edit_serves_and_is_told(run: Run, mended: str) -> None:
    async def story(desk: Desk) -> None:
        desk.write(BROKEN)
        await desk.shelf.look()
        desk.write(mended)
        await desk.shelf.look()
        assert desk.told[1:] == [f"{desk.path} is mended; the next call goes by it"]
        assert desk.question in mended

    run(story)


def test_another_fault_is_told_anew(run: Run) -> None:
    async def story(desk: Desk) -> None:
        for text in (BROKEN, ERRONEOUS):
            desk.write(text)
            await desk.shelf.look()
        assert len(desk.told) == 2

    run(story)


def test_a_file_that_is_away_for_a_moment_comes_back(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.path.unlink()
        await desk.shelf.look()
        assert "there is no such scenario" in desk.told[0]
        desk.write(CHANGED)
        await desk.shelf.look()
        assert desk.question == "Это робот. Не поздно?"

    run(story)


def test_a_file_that_is_still_being_written_is_no_fault(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.write("")
        desk.meanwhile = [CHANGED[:30], CHANGED[:90], CHANGED]
        await desk.shelf.look()
        assert desk.question == "Это робот. Не поздно?"
        assert desk.told == [f"{desk.path} has changed; the next call goes by it"]

    run(story)


def test_a_file_that_never_comes_to_rest_is_left_for_later(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.write(BROKEN)
        desk.meanwhile = [f"{BROKEN}# {number}" for number in range(30)]
        await desk.shelf.look()
        assert desk.told == []
        desk.meanwhile = []
        await desk.shelf.look()
        assert len(desk.told) == 1

    run(story)


def test_a_change_while_one_is_prepared_is_served_next(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.may_serve.clear()
        desk.write(CHANGED)
        looking = asyncio.create_task(desk.shelf.look())
        await desk.is_preparing.wait()
        desk.write(CHANGED.replace("поздно", "рано"))
        desk.may_serve.set()
        await looking
        await desk.shelf.look()
        assert desk.question == "Это робот. Не рано?"

    run(story)


def test_edited_phrases_are_understood(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.phrases.write_text(PHRASES + "    - валяйте\n", encoding="utf-8")
        await desk.shelf.look()
        assert "валяйте" in desk.shelf.edition.understander.book["yes"]

    run(story)


PART = """\
scenario: part
nodes:
  only: {ask: "Ваша оценка?", on: {yes: done, no: done}}
  done: {say: Спасибо., return: true}
"""
WHOLE = """\
scenario: hello
about: Это робот.
nodes:
  hello: {ask: "Это робот. Удобно?", on: {yes: part, no: hang_up}}
  part: {subdialog: {src: part.yaml}, hang_up: true}
"""


def test_an_edited_subdialog_serves_and_a_missing_one_is_waited_for(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.write(WHOLE)
        await desk.shelf.look()
        assert "part.yaml" in desk.told[0]
        part = desk.path.with_name("part.yaml")
        part.write_text(PART, encoding="utf-8")
        await desk.shelf.look()
        assert "is mended" in desk.told[1]
        part.write_text(PART.replace("Ваша", "Какая"), encoding="utf-8")
        await desk.shelf.look()
        (only,) = desk.shelf.edition.scenario.parts.values()
        (question,) = only.nodes["only"].questions
        assert question.source == "Какая оценка?"

    run(story)


def test_a_refused_edit_is_passed_over_for_a_while(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.write(WHOLE)
        await desk.shelf.look()
        desk.path.with_name("part.yaml").write_text(PART, encoding="utf-8")
        await desk.shelf.look(tries_again=False)
        assert desk.question == "Это робот. Удобно?"
        assert len(desk.told) == 1
        desk.write(CHANGED)
        await desk.shelf.look(tries_again=False)
        assert desk.question == "Это робот. Не поздно?"

    run(story)


def test_a_call_that_begins_right_after_an_edit_gets_it(run: Run) -> None:
    async def story(desk: Desk) -> None:
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(desk.shelf.watch())
            first = await desk.shelf.newest()
            desk.write(CHANGED)
            second = await desk.shelf.newest()
            watching.cancel()
        assert question_of(first) == "Это робот. Удобно?"
        assert question_of(second) == "Это робот. Не поздно?"

    run(story)


def test_a_call_does_not_wait_for_long(run: Run) -> None:
    async def story(desk: Desk) -> None:
        desk.may_serve.clear()
        desk.write(CHANGED)
        async with asyncio.TaskGroup() as group:
            watching = group.create_task(desk.shelf.watch())
            edition = await desk.shelf.newest()
            watching.cancel()
        assert question_of(edition) == "Это робот. Удобно?"

    run(story)


def test_a_fault_of_the_program_ends_no_calls(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    async def story(desk: Desk) -> None:
        class Faulty:
            def open(self) -> Edition:
                raise RuntimeError("a fault")

            async def prepare(self, edition: Edition) -> None:
                pass

        with ThreadPoolExecutor(1) as pool:
            shelf = Shelf(
                desk.shelf.edition, Faulty(), tell=desk.told.append, pool=pool
            )
            desk.write(CHANGED)
            async with asyncio.TaskGroup() as group:
                watching = group.create_task(shelf.watch())
                assert await shelf.newest() is desk.shelf.edition
                watching.cancel()

    run(story)
    assert "scenario_not_reloaded" in caplog.text


def test_a_fingerprint_differs_by_content_and_by_what_is_there(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.yaml", tmp_path / "phrases"
    folder.mkdir()
    prints = {fingerprint((file, folder))}
    for path, text in (
        (file, "a"),
        (file, "b"),
        (folder / "x.yml", "a"),
        (folder / "y.yml", ""),
    ):
        path.write_text(text)
        prints.add(fingerprint((file, folder)))
    assert len(prints) == 5
    assert fingerprint((file, folder)) in prints


def test_the_shipped_scenario_has_a_stable_fingerprint() -> None:
    settings = Settings()
    path = PROJECT_DIR / "dialogs" / "credit_lead.yaml"
    edition = open_edition(settings, path)
    assert edition.print == fingerprint(edition.sources)
