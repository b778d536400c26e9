"""Where intents and keys lead, as it is written in a file."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator

from voicebot.i18n import _
from voicebot.scenario.answers import KEY_BRANCH
from voicebot.scenario.reply import Target


def _with_real_keys(branches: Mapping[str, str]) -> Mapping[str, str]:
    for name in branches:
        if name.startswith("key ") and not KEY_BRANCH.match(name):
            raise ValueError(
                _('"{name}" is no key; write key 0 to key 9, key * or key #').format(
                    name=name
                )
            )
    return branches


Branches = Annotated[Mapping[str, Target], AfterValidator(_with_real_keys)]
"""An intent, or a key such as `key 1`, to a node's name."""
