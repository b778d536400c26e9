"""Why a campaign stopped by itself, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from voicebot.campaign.call_shares import Measure, Share
from voicebot.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """What was `seen` where `usual`, from 0 to 1, was expected."""

    measure: Measure
    seen: Share
    usual: float

    @property
    def sentence(self) -> str:
        """What was seen, and what to look at before going on."""
        return _SENTENCES[self.measure]().format(
            seen=self.seen.value, calls=self.seen.of, usual=self.usual
        )


_SENTENCES: Mapping[Measure, Callable[[], str]] = {
    Measure.FAILED: lambda: _(
        "{seen:.0%} of the last {calls} calls failed on our side (usually {usual:.0%});"
        " look at the trunk and the log of the phones, then resume the campaign"
    ),
    Measure.NO_MATCH: lambda: _(
        "{seen:.0%} of what people said in the last {calls} talks was not understood"
        " (usually {usual:.0%}); listen to a few calls: the line's sound, the recognizer,"
        " the scenario's last edit; then resume the campaign"
    ),
    Measure.MACHINE: lambda: _(
        "{seen:.0%} of the last {calls} calls that were picked up were taken by machines"
        " (usually {usual:.0%}); the number may be marked as spam, or people be taken for"
        " machines: listen to a few calls, then resume the campaign"
    ),
    Measure.INSTANT_HANG_UP: lambda: _(
        "{seen:.0%} of the last {calls} talks were ended by the person within 3 s"
        " (usually {usual:.0%}); listen to how calls begin: silence, a wrong greeting,"
        " a label people do not trust; then resume the campaign"
    ),
}
