"""The error tree.

VoicebotError                 something a person can mend; exit code 2
├── SettingsError             voicebot.yaml or VOICEBOT_* hold what cannot be
├── ScenarioError             a scenario file cannot be used
├── CampaignError             a campaign's file, or what it names, cannot be used
├── StoreError                the database cannot be used
├── ModelError                a model file is missing, damaged or cannot be fetched
├── AudioError                an audio file or a synthesizer gives no sound
└── TelephoneError            a SIP address, port or line cannot be used

A message is one sentence: what was found, and what to do.
"""


class VoicebotError(Exception):
    """Something a person can mend; its message says how."""


class SettingsError(VoicebotError):
    """Settings hold what cannot be."""


class ScenarioError(VoicebotError):
    """A scenario or phrase file cannot be used; the message has file:line."""


class CampaignError(VoicebotError):
    """A campaign's file, or what it names, cannot be used; the message has file:line."""


class StoreError(VoicebotError):
    """The database cannot be reached, is too old, or lacks tables."""


class ModelError(VoicebotError):
    """A model file is missing, damaged or cannot be fetched."""


class AudioError(VoicebotError):
    """An audio file cannot be read, or a synthesizer gives no sound."""


class TelephoneError(VoicebotError):
    """A SIP address, port or line cannot be used."""
