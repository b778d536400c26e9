"""One utterance, cut into words and ready for patterns."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from voicebot.understanding.sounds import utterance_key
from voicebot.understanding.words import lemmas, name_parts, spoken_words

FILLERS = frozenset(
    spoken_words(
        "ну вот а ой ах ох эх ай э эм м мм хм гм блин короче слушайте слушай знаете "
        "знаешь понимаете пожалуйста девушка девушки мужчина женщина уважаемая уважаемый "
        "милая дорогая дорогой слышите слышь типа собственно вообще просто ладненько "
        "господи боже алло але алё здравствуйте здрасьте здрасте привет добрый доброе "
        "день утро вечер итак так значит смотрите видите ли уж же то там тут прям прямо "
        "такое то и"
    )
)
"""Words that rarely change what is meant; patterns may be matched without them."""


_SPOKEN_ALIKE = {"ни": ("не",)}
"""Unstressed, they sound the same, and a recognizer writes either: a denial lost here
would turn «не интересно» round."""


@dataclass(frozen=True)
class Utterance:
    """The words as heard (or repaired); `encoded` forms serve the pattern language.

    Not slotted: the derived forms are computed when first asked for, and kept.
    """

    words: tuple[str, ...]

    @cached_property
    def encoded(self) -> str:
        return "".join(_encode(word) for word in self.words)

    @cached_property
    def core(self) -> "Utterance":
        """The same without fillers; itself when nothing else would be left."""
        kept = tuple(word for word in self.words if word not in FILLERS)
        return Utterance(kept) if kept and kept != self.words else self

    @cached_property
    def opened(self) -> "Utterance":
        """The same from its first word on that is no filler; «ну да ну» is «да ну»."""
        start = next(
            (place for place, word in enumerate(self.words) if word not in FILLERS), 0
        )
        return Utterance(self.words[start:]) if start else self

    @cached_property
    def joined(self) -> str:
        return " ".join(self.words)

    @cached_property
    def key(self) -> str:
        return utterance_key(self.words)


@lru_cache(maxsize=20_000)
def _encode(word: str) -> str:
    """`/form/lemma/lemma/ `: what a pattern's word is looked up in.

    Parts of names are marked besides: `@name`, `@patronymic`, `@surname`.
    """
    marks = (f"@{part}" for part in name_parts(word))
    forms = dict.fromkeys((word, *lemmas(word), *marks, *_SPOKEN_ALIKE.get(word, ())))
    return f"/{'/'.join(forms)}/ "
