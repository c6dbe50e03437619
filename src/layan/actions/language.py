"""In which language somebody wrote: what is known of her, what the text looks like, and words that tell neighbours
apart."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any, Final

_ENOUGH: Final = 20
"""Letters from which on a text says more than what was known before."""
_READ: Final = 4_000
_SURE: Final = 0.8
_WORD: Final = re.compile(r"[^\W\d_]+")
# Indonesian and Malay share most of their words; these belong to one of them.
_INDONESIAN_WORDS: Final = """
    anda bisa uang karena kapan gimana bagaimana nggak gak enggak banget kirim kantor mobil gratis
    senin kamis jumat minggu resi toko kulkas ongkir ongkos pesanan bilang butuh coba mohon kemarin
    kok sih dong bapak ibu rusak tagihan rekening transfer belanja barangnya kalau
"""
_MALAY_WORDS: Final = """
    awak wang kerana bila pejabat kereta percuma isnin khamis jumaat ahad kedai encik puan cakap tak
    nak sahaja ialah adakah hendak syarikat tempahan bungkusan rosak bil akaun tuan semalam macam
    mana boleh peti ais sejuk cik pihak penghantaran telefon
"""
_INDONESIAN: Final = frozenset(_INDONESIAN_WORDS.split())
_MALAY: Final = frozenset(_MALAY_WORDS.split())


def written(text: str, *, spoken: Collection[str], known: str = "") -> str:
    """The code of `text`'s language, one of `spoken`; `known` (the customer's own) where the text is too short or
    unclear to tell, an empty string when that is nothing either."""
    sample = text[:_READ]
    if sum(map(len, _WORD.findall(sample))) < _ENOUGH or not spoken:
        return known
    found, sure = _identified(tuple(sorted({*spoken, "en"})), sample)
    if found in ("id", "ms"):
        found = _neighbour(sample, found)
    if sure < _SURE and known:
        return known
    return found if found in spoken or not known else known


def _neighbour(text: str, found: str) -> str:
    words = [word.casefold() for word in _WORD.findall(text)]
    indonesian = sum(word in _INDONESIAN for word in words)
    malay = sum(word in _MALAY for word in words)
    return found if indonesian == malay else "id" if indonesian > malay else "ms"


def _identified(languages: tuple[str, ...], text: str) -> tuple[str, float]:
    language, sure = _identifier(languages).classify(text)
    return str(language), float(sure)


@lru_cache(maxsize=8)
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(languages))
    return identifier
