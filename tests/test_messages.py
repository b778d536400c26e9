"""Everything that people read has its Russian."""

import ast
import pickle
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from asr.errors import AsrError
from tts.errors import SsmlError, TtsError
from tts.festival_process import FestivalGone
from voicebot.cli.border import translated_errors
from voicebot.errors import AudioError, ModelError
from voicebot.i18n import LOCALE_DIR, catalogue
from voicebot.settings import PROJECT_DIR
from voicebot.speech_errors import speech_sentence

CATALOGUE = LOCALE_DIR / "ru" / "LC_MESSAGES" / "voicebot.po"
ERRORS = {kind.__name__ for kind in (AsrError, TtsError, SsmlError, FestivalGone)}
PACKAGES = ("voicebot", "asr", "tts")


def python_files() -> list[Path]:
    folders = (PROJECT_DIR / package for package in PACKAGES)
    return sorted(path for folder in folders for path in folder.rglob("*.py"))


def messages_in(path: Path) -> Iterator[tuple[str, ast.Call, str]]:
    """Where each `_(…)` or error of a file stands, its call and its message."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in {"_", *ERRORS}:
                place = f"{path.relative_to(PROJECT_DIR)}:{node.lineno}"
                match node.args:
                    case [ast.Constant(value=str(text))]:
                        yield place, node, text
                    case _:
                        pytest.fail(f"{place}: {name}() takes one plain text")
            case _:
                pass


def messages_of_the_code() -> dict[str, str]:
    """Messages by text, each with a place where it stands."""
    return {
        text: place for path in python_files() for place, _, text in messages_in(path)
    }


def translations() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        found = [message for message in read_po(file, locale="ru") if message.id]
    return {
        str(message.id): "" if message.fuzzy else str(message.string or "")
        for message in found
    }


def fields_of(text: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(text) if field}


def shape(text: str) -> tuple[set[str], bool, bool]:
    """The placeholders, and whether the text begins or ends with a space."""
    return fields_of(text), text[:1].isspace(), text[-1:].isspace()


@pytest.fixture
def in_russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The catalogue as the source has it, whatever is compiled; gives its folder."""
    compiled = tmp_path / "ru" / "LC_MESSAGES" / "voicebot.mo"
    compiled.parent.mkdir(parents=True)
    with CATALOGUE.open("rb") as source, compiled.open("wb") as target:
        write_mo(target, read_po(source, locale="ru"))
    monkeypatch.setattr("voicebot.i18n.LOCALE_DIR", tmp_path)
    monkeypatch.setenv("VOICEBOT_LANG", "ru")
    return tmp_path


def test_every_message_has_its_russian() -> None:
    russian = translations()
    missing = {
        text: place
        for text, place in messages_of_the_code().items()
        if not russian.get(text)
    }
    assert missing == {}, "run scripts/update-messages and fill them in"


def test_no_russian_is_kept_for_a_message_that_is_gone() -> None:
    gone = translations().keys() - messages_of_the_code().keys()
    assert gone == set(), "run scripts/update-messages"


def test_russian_has_the_placeholders_and_edges_of_its_english() -> None:
    differing = [
        (english, russian)
        for english, russian in translations().items()
        if russian and shape(english) != shape(russian)
    ]
    assert differing == []


def test_an_error_has_exactly_the_facts_that_its_sentence_names() -> None:
    differing = [
        place
        for path in python_files()
        for place, call, text in messages_in(path)
        if isinstance(call.func, ast.Name)
        and call.func.id in ERRORS
        and fields_of(text) != {keyword.arg for keyword in call.keywords}
    ]
    assert differing == []


def test_every_kind_of_error_of_hearing_and_speaking_is_looked_at() -> None:
    kinds = {
        node.name
        for package in ("asr", "tts")
        for path in (PROJECT_DIR / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(
            isinstance(base, ast.Name) and base.id in {"Exception", *ERRORS}
            for base in node.bases
        )
    }
    assert kinds == ERRORS, "name them here and in scripts/update-messages"


def test_compiled_messages_come_in_russian_and_other_languages_stay_english(
    in_russian: Path,
) -> None:
    assert catalogue("ru", in_russian).gettext("— answered") == "— трубку сняли"
    assert catalogue("en", in_russian).gettext("— answered") == "— answered"


@pytest.mark.usefixtures("in_russian")
def test_an_error_of_hearing_is_told_in_russian_and_its_facts_as_they_are() -> None:
    with pytest.raises(ModelError) as told, translated_errors():
        raise AsrError("{path}: holds no audio; record it again", path="{0}.wav")
    assert str(told.value) == "{0}.wav: в файле нет звука; запишите его заново"


@pytest.mark.usefixtures("in_russian")
def test_an_error_of_speaking_is_told_in_russian_with_the_error_within_it() -> None:
    within = TtsError("festival cannot say a sentence; write it in plain words")
    with pytest.raises(AudioError) as told, translated_errors():
        raise TtsError("«{piece}»: {error}", piece="{имя}", error=within)
    assert str(told.value) == (
        "«{имя}»: festival не может произнести фразу; запишите её простыми словами"
    )


def test_an_error_in_english_is_its_own_sentence_even_after_pickling() -> None:
    error = AsrError("{path}: holds no audio; record it again", path="{0}.wav")
    again = pickle.loads(pickle.dumps(error))
    assert str(error) == str(again) == "{0}.wav: holds no audio; record it again"
    assert speech_sentence(again) == str(error)
