"""Subjects: what stands before them in many languages, and the stem by which two are the same."""

from __future__ import annotations

import re
import unicodedata

from .clean import line

LONGEST = 300
# The words programs put before the subject of an answer and of a forward; ours first.
_REPLY_WORDS = """re aw sv vs antw antwort odp ynt yan yanıt cevap bls balas balasan jwb jawaban rif r rép
rep res resp
    vá re-sent απ aπ απάντηση ответ отв відповідь 回复 回覆 答复 返信 답장 svar"""
_FORWARD_WORDS = """fwd fw wg tr rv enc i inoltro doorst vl vb ilt ilet trs terusan pd tovább reenv пересл
пер 转发 轉寄
    轉發 転送 전달 πρθ videresendt vidaresänt tf"""
_PREFIX = re.compile(
    r"\s*(?:\[[^\]\[]{1,40}\]\s*)?(?P<word>[^\W\d_]{1,12}(?:-[^\W\d_]{1,6})?)\s*(?:[\[(^*]?\d{1,3}[\])]?)?\s*[:：]\s*"
)
_REPLIES = frozenset(_REPLY_WORDS.split())
_FORWARDS = frozenset(_FORWARD_WORDS.split())
_TAG = re.compile(r"^\s*\[[^\]]{1,40}\]\s*|\s*\((?:fwd|fw|ynt|ilt|trs)\)\s*$", re.IGNORECASE)
_MOST_PREFIXES = 30


def shown(text: str) -> str:
    """A subject for people: one line, nothing unseen, at most `LONGEST` characters."""
    return line(text, LONGEST)


def stem(subject: str) -> str:
    """What two subjects of one conversation share: no prefixes and list tags, folded, spaces joined."""
    return " ".join(_fold(_stripped(subject)[0]).split())


def bare(subject: str) -> str:
    """A subject without the prefixes of answers and forwards."""
    return _stripped(subject)[0] or subject


def looks_like_reply(subject: str) -> bool:
    """Whether it begins as an answer, in whatever language."""
    return any(word in _REPLIES for word in _stripped(subject)[1])


def looks_like_forward(subject: str) -> bool:
    """Whether the outermost prefix is that of a forward."""
    words = _stripped(subject)[1]
    return bool(words) and words[0] in _FORWARDS


def _stripped(subject: str) -> tuple[str, list[str]]:
    words: list[str] = []
    rest = subject
    for _ in range(_MOST_PREFIXES):
        prefix = _PREFIX.match(rest)
        word = _fold(prefix["word"]) if prefix else ""
        if prefix and (word in _REPLIES or word in _FORWARDS) and prefix.end() < len(rest) + 1:
            words.append(word)
            rest = rest[prefix.end() :]
            continue
        shorter = _TAG.sub("", rest)
        if shorter == rest or not shorter.strip():
            break
        rest = shorter
    return rest.strip(), words


def _fold(text: str) -> str:
    """Compared without case, the Turkish i in all its forms being one letter."""
    return unicodedata.normalize("NFC", text.replace("İ", "i").replace("I", "i").casefold()).replace("ı", "i")
