"""Moderation: somebody has read every text of a scenario and lets it be said."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import ndiff
from pathlib import Path
from typing import Any

import yaml

from voicebot.errors import ScenarioError
from voicebot.i18n import _
from voicebot.scenario.model import Scenario
from voicebot.scenario.texts.sample import sample, texts_hash

APPROVED_ENDING = ".approved.yaml"
"""`credit_lead.yaml` has its approvals beside it, in `credit_lead.approved.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who let these texts be said, and when (an aware time in ISO 8601).

    `texts_hash` is that of `sample.texts_hash`; `texts` are what was read.
    """

    by: str
    at: str
    texts_hash: str
    texts: tuple[str, ...]


def approve(scenario: Scenario, by: str, at: datetime) -> Approval:
    """Write down that `by` approves of the texts as they are now.

    Earlier approvals stay in the file; texts that were approved once, these or any
    that the file goes back to, need no new one.

    Raises:
        ScenarioError: nobody is named, or the file cannot be read or written.
    """
    if not by.strip():
        raise ScenarioError(_("an approval needs a name; write --approve NAME"))
    known = approval_in_force(scenario)
    if known is not None:
        return known
    approval = Approval(
        by=by.strip(),
        at=at.isoformat(timespec="seconds"),
        texts_hash=_hash(scenario),
        texts=_texts(scenario),
    )
    records = [_record(each) for each in (*approvals_of(scenario), approval)]
    path = approvals_path(scenario.path)
    text = yaml.safe_dump({"approvals": records}, allow_unicode=True, sort_keys=False)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ScenarioError(
            _("{file} cannot be written: {reason}").format(
                file=path, reason=error.strerror
            )
        ) from error
    return approval


def approvals_of(scenario: Scenario) -> tuple[Approval, ...]:
    """Every approval, the oldest first.

    Raises:
        ScenarioError: the file holds something else.
    """
    path = approvals_path(scenario.path)
    try:
        read = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(_approval(record) for record in read["approvals"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, TypeError, KeyError, yaml.YAMLError) as error:
        raise ScenarioError(
            _("{file} holds no approvals; remove it and approve anew").format(file=path)
        ) from error


def approval_in_force(scenario: Scenario) -> Approval | None:
    """The approval of exactly these texts, if there is one."""
    wanted = _hash(scenario)
    found = (each for each in approvals_of(scenario) if each.texts_hash == wanted)
    return next(found, None)


def changed_since(scenario: Scenario, approval: Approval) -> tuple[str, ...]:
    """Texts that are new (`+ …`) or gone (`- …`) since an approval."""
    lines = ndiff(sorted(approval.texts), sorted(_texts(scenario)))
    return tuple(line for line in lines if line.startswith(("+", "-")))


def expect_approved(scenario: Scenario) -> None:
    """Pass a scenario whose texts are approved.

    Raises:
        ScenarioError: they are not, or no longer.
    """
    if approval_in_force(scenario) is None:
        raise ScenarioError(
            _(
                "{path}: nobody has approved these texts; read them with "
                "voicebot sample {path}, then add --approve NAME"
            ).format(path=scenario.path)
        )


def approvals_path(scenario_path: Path) -> Path:
    return scenario_path.with_name(scenario_path.stem + APPROVED_ENDING)


def _texts(scenario: Scenario) -> tuple[str, ...]:
    return tuple(line.shown for line in sample(scenario))


def _hash(scenario: Scenario) -> str:
    def recording_hash(name: str) -> str:
        path = scenario.path.parent / name
        content = path.read_bytes() if path.is_file() else b""
        return hashlib.sha256(content).hexdigest()

    return texts_hash(scenario, recording_hash)


def _record(approval: Approval) -> dict[str, Any]:
    return {**asdict(approval), "texts": list(approval.texts)}


def _approval(record: Any) -> Approval:
    texts: Sequence[Any] = record["texts"]
    return Approval(
        by=str(record["by"]),
        at=str(record["at"]),
        texts_hash=str(record["texts_hash"]),
        texts=tuple(str(text) for text in texts),
    )
