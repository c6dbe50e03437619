"""Understanding a mail: from its bytes to what the desk shows. Pure, bounded; raises only NotUnderstood."""

from __future__ import annotations

from datetime import datetime

from layan.plan.say import Say, say

from . import (
    addresses,
    automatic,
    bounce,
    charset,
    clean,
    dates,
    forwards,
    headers,
    ids,
    invitations,
    plaintext,
    quote_marks,
    quotes,
    quotes_html,
    sealed,
    subjects,
    tree,
)
from .body import Body, gather
from .mail import Address, Forwarded, Mail, NotUnderstood
from .tree import Part

MARKER = "X-Layan"
_ARRIVED_FOR = (
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "apparently-to",
    "x-delivered-to",
)
_SENDERS = ("from", "sender", "reply-to", "return-path", "x-envelope-from")
_LONGEST_LINE_IN_HEAD = 1_000


def understand(
    raw: bytes, ours: frozenset[str], *, envelope_from: str | None = None, now: datetime | None = None
) -> Mail:
    """What `raw` says. `ours` are our own addresses (as `Address.key`).

    `envelope_from` is what SMTP said (empty: the null sender), None when unknown; `now` judges the date.
    Trouble inside is a warning; only a mail of which not even sender or content can be read is NotUnderstood.
    """
    raw = _whole_lines(raw)
    if not raw.strip():
        raise NotUnderstood(say("The mail is empty."))
    try:
        root, truncated = tree.grow(raw)
        return _Reading(root, gather(root, _turkish(root)), ours, envelope_from, now, truncated).mail()
    except NotUnderstood:
        raise
    except (
        Exception
    ) as error:  # whatever a mail from outside may do to its reader: its headers still make a case
        return _by_headers(raw, ours, envelope_from, now, type(error).__name__)


def _by_headers(
    raw: bytes, ours: frozenset[str], envelope_from: str | None, now: datetime | None, error: str
) -> Mail:
    """What the headers alone say, when the rest could not be read."""
    body = Body(said=[say("Only the headers could be read ({error}).", error=error)])
    try:
        head, start = headers.split(raw)
        root = Part(raw, head, start, start, "text/plain", {}, "", {})
        return _Reading(root, body, ours, envelope_from, now, False).mail()
    except NotUnderstood:
        raise
    except Exception as worse:
        why = say("Not even its headers could be read ({error}).", error=type(worse).__name__)
        raise NotUnderstood(why) from worse


def _whole_lines(raw: bytes) -> bytes:
    """`raw` without what may stand before the first header, with line ends that can be searched for."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\0")
    return raw.replace(b"\r", b"\n") if b"\n" not in raw else raw


def _turkish(root: Part) -> bool:
    """Whether undeclared eight-bit text of this mail is probably Turkish; told to its headers as well."""
    head = root.headers
    declared = [part.params.get("charset", "").lower() for part in root.walk()]
    head.charset = next((name for name in declared if charset.extends_ascii(name)), None)
    domains = b" ".join(head.raw(name).lower() for name in ("from", "return-path", "message-id"))
    language = head.ascii("content-language") + head.ascii("accept-language")
    named = any(name in ("iso-8859-9", "windows-1254", "cp1254", "latin5") for name in declared)
    head.turkish = (
        named or language.startswith("tr") or b".tr>" in domains or domains.rstrip().endswith(b".tr")
    )
    for part in root.walk():
        part.headers.charset, part.headers.turkish = head.charset, head.turkish
    return head.turkish


class _Reading:
    """One mail being read, step by step."""

    def __init__(
        self,
        root: Part,
        body: Body,
        ours: frozenset[str],
        envelope_from: str | None,
        now: datetime | None,
        truncated: bool,
    ) -> None:
        self.root, self.body, self.ours, self.envelope_from, self.now = root, body, ours, envelope_from, now
        self.headers = root.headers
        self.said: list[Say] = list(body.said)
        if truncated:
            self.said.append(say("Some parts were too many or too deeply nested to be taken apart."))
        if body.misread:
            self.said.append(say("The text was not in the character set it names."))

    def mail(self) -> Mail:
        """Everything together."""
        head = self.headers
        if not len(head):
            raise NotUnderstood(say("This is no mail: it has no headers."))
        message_id, made = self._id()
        replied, referred = ids.references(head)
        subject = subjects.shown(head.text("subject"))
        sender = self._sender()
        reply_to, to, cc = (addresses.parse(head, name) for name in ("reply-to", "to", "cc"))
        sort = automatic.kind(head, self.root, sender, subject, self.ours)
        if not sender.address and sort == "no" and not self._has_content(subject):
            raise NotUnderstood(say("The mail names no sender and has no content."))
        if not sender.address:
            self.said.append(say("The mail names no sender."))
        text, signed, encrypted = self._text()
        forwarded = self._forwarded(text, subject)
        new, rest, interleaved, new_html = self._divided(text, bool(forwarded))
        if not new.strip() and not self.body.files:  # nothing but a quote: better shown than an empty page
            new, rest, new_html = text, "", self.body.html()
        named, tags = self._ours(to, cc)
        return Mail(
            message_id=message_id,
            made_id=made,
            in_reply_to=replied,
            references=referred,
            sender=sender,
            reply_to=reply_to,
            to=to,
            cc=cc,
            ours=named,
            tags=tags,
            subject=subject,
            subject_stem=subjects.stem(subject),
            looks_like_reply=bool(replied) or subjects.looks_like_reply(subject),
            looks_like_forward=bool(forwarded) and subjects.looks_like_forward(subject),
            date=self._date(),
            language=head.ascii("content-language").split(",")[0].strip()[:20] or None,
            text=text,
            html=self.body.html(),
            new_text=new,
            rest=rest,
            interleaved=interleaved,
            new_html=new_html,
            attachments=tuple(self.body.files),
            automatic=sort,
            answerable=automatic.answerable(head, sort, sender, self.ours, self.envelope_from),
            bounce=bounce.details(head, self.root, text) if sort == "bounce" else None,
            our_own=self._our_own(sender),
            forwarded=forwarded,
            invitation=invitations.read(self.body.calendar) if self.body.calendar else None,
            signed=signed,
            encrypted=encrypted,
            warnings=tuple(dict.fromkeys(self.said)),
        )

    def _id(self) -> tuple[str, bool]:
        message_id, made = ids.of(self.headers, self.root.raw, self.root.start)
        if made:
            self.said.append(say("The mail had no usable Message-ID; one was made from its content."))
        return message_id, made

    def _date(self) -> datetime | None:
        date, wrong = dates.of(self.headers, self.now)
        if wrong:
            self.said.append(say("The date in the mail cannot be right."))
        return date

    def _sender(self) -> Address:
        """From, or what stands for it; behind a group address of ours, who really wrote."""
        for name in _SENDERS:
            found = addresses.parse(self.headers, name)
            if not found:
                continue
            if name != "from" and self.headers.raw("from"):
                self.said.append(say("The sender could not be read from the From header."))
            real = self._behind_group(found[0])
            return real or found[0]
        if self.envelope_from:
            return Address("", addresses.normalised(self.envelope_from))
        return Address("", "")

    def _behind_group(self, sender: Address) -> Address | None:
        if sender.key not in self.ours:
            return None
        for name in ("x-original-from", "x-original-sender"):
            found = addresses.parse(self.headers, name)
            if found and found[0].key not in self.ours:
                return found[0]
        return None

    def _ours(
        self, to: tuple[Address, ...], cc: tuple[Address, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Which of our addresses the headers name, and the tags behind their +."""
        named: list[str] = []
        tags: list[str] = []
        arrived = [one for name in _ARRIVED_FOR for one in addresses.parse(self.headers, name)]
        for address in (*to, *cc, *arrived):
            local, _, domain = address.key.partition("@")
            base, plus, _ = local.partition("+")
            if address.key in self.ours:
                named.append(address.key)
            elif plus and f"{base}@{domain}" in self.ours:
                named.append(f"{base}@{domain}")
                tags.append(address.address.partition("@")[0].partition("+")[2])
        return tuple(dict.fromkeys(named)), tuple(dict.fromkeys(tags))

    def _our_own(self, sender: Address) -> bool:
        """Whether Layan sent it: the marker names one of our addresses, or came from one."""
        marker = self.headers.ascii(MARKER.lower())
        return bool(marker) and (
            sender.key in self.ours or addresses.key(marker.rpartition("by=")[2]) in self.ours
        )

    def _has_content(self, subject: str) -> bool:
        return bool(subject or self.body.files or self.body.text().strip())

    def _text(self) -> tuple[str, str | None, str | None]:
        """(text, signed, encrypted): the text without armour, and what can be said of seals."""
        signed, encrypted = sealed.notes(self.root)
        text = plaintext.tidy(self.body.text())
        bare = sealed.armour(text)
        text = bare.text
        signed = signed or ("PGP" if bare.signed else None)
        encrypted = encrypted or ("PGP" if bare.encrypted else None)
        if bare.outside:
            self.said.append(say("The signature does not cover the whole text."))
        if encrypted:
            self.said.append(
                say("The mail is encrypted with {method} and cannot be read here.", method=encrypted)
            )
        elif signed:
            self.said.append(
                say("The mail is signed with {method}; the signature was not checked.", method=signed)
            )
        if not text.strip() and self.body.carried:
            text = self._carried_text()
        return text, signed, encrypted

    def _carried_text(self) -> str:
        """The text of an attached mail, when the mail that carries it has none."""
        inner, _ = tree.grow(self.body.carried[0].content())
        return plaintext.tidy(gather(inner, self.body.turkish).text())

    def _forwarded(self, text: str, subject: str) -> tuple[Forwarded, ...]:
        if self.root.kind == "multipart/report":
            return ()
        announced = subjects.looks_like_forward(subject) or any(
            quote_marks.forward_rule(line) for line in text[:20_000].split("\n") if line
        )
        pasted = forwards.pasted(text) if announced else ()
        return (*pasted, *forwards.attached(self.body.carried))

    def _divided(self, text: str, forward: bool) -> tuple[str, str, bool, str | None]:
        """(new text, rest, interleaved, new HTML). A forward is new as a whole."""
        html = self.body.html()
        if forward or self.root.kind == "multipart/report":
            return text, "", False, html
        by_text = quotes.divide(text)
        if not html:
            return by_text.new, by_text.rest, by_text.interleaved, None
        by_html = quotes_html.divide(html)
        if not by_html.rest:
            return by_text.new, by_text.rest, by_text.interleaved, html
        written = quotes.divide(plaintext.of_html(by_html.new))
        if not written.new.strip() and by_text.new.strip() and by_text.quoted:
            return by_text.new, by_text.rest, by_text.interleaved, html
        rest = (
            by_text.rest
            if by_text.quoted
            else "\n\n".join(one for one in (written.rest, plaintext.of_html(by_html.rest)) if one)
        )
        return clean.paragraphs(written.new), rest, by_text.interleaved, by_html.new
