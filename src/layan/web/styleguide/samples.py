"""Sample contexts of every component. People and addresses are invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone


COLOURS = (
    "paper", "sheet", "sunk", "ink", "ink-soft", "ink-faint", "rule", "rule-strong", "edge", "accent", "accent-strong",
    "accent-soft", "soon", "soon-soft", "late", "late-soft", "kept", "kept-soft", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    name: str
    contexts: tuple[dict[str, Any], ...]
    around: str = "{}"


class SampleForm(forms.Form):
    name = forms.CharField(label="Name", initial="Elif Yıldız")
    address = forms.EmailField(label="Email address", help_text="We answer here.", required=False)
    situation = forms.ChoiceField(label="Situation", choices=[("refund", "Refund"), ("late", "Late delivery")])
    message = forms.CharField(label="Message", widget=forms.Textarea, required=False)
    how = forms.ChoiceField(label="How", choices=[("a", "By email"), ("b", "By phone")], widget=forms.RadioSelect, initial="a")
    agree = forms.BooleanField(label="Send me a copy", required=False)


def wrong_form(scheme: str) -> SampleForm:
    form = SampleForm({"name": "", "address": "elif@", "situation": "late", "how": "a"}, auto_id=f"{scheme}_%s")
    form.is_valid()
    return form


def pill(state: str, text: str, working: str = "") -> dict[str, Any]:
    return {"state": state, "text": text, "working": working}


def working(scheme: str, at: datetime) -> dict[str, Any]:
    return {
        "id": f"working-{scheme}",
        "opener": True,
        "lines": [
            f"Received {at:%H:%M}.",
            "20 min until close.",
            "Monday is a holiday.",
            "3 h 40 min from Tue 09:00.",
            "Due Tue 12:40.",
        ],
        "clause": "The first answer by email comes within 4 open hours.",
        "page": "Email",
        "page_url": "#",
        "version": 7,
    }


def entry(number: int, kind: str, name: str, text: str, **more: Any) -> dict[str, Any]:
    at = timezone.now() - timedelta(hours=30 - 6 * number)
    return {"id": number, "kind": kind, "name": name, "text": text, "at": at, "staff": kind != "in"} | more


def entries(scheme: str) -> list[dict[str, Any]]:
    offset = 0 if scheme == "light" else 100
    return [
        entry(1 + offset, "in", "Budi Santoso",
              "Selamat malam, grinder yang saya beli tanggal 30 Oktober tiba-tiba mati. Saya sudah coba stop kontak lain. "
              "Mohon bantuannya, besok saya ada acara.",
              via="email", language="id", about="outside open hours", quoted="> Terima kasih atas pesanan Anda.",
              attachments=[{"name": "grinder-bawah.jpg", "href": "#", "size": 482_113}]),
        entry(2 + offset, "out", "Sari Rahayu",
              "Pak Budi, maaf atas gangguan ini, apalagi menjelang acara Bapak. Grinder ini masih dalam garansi sampai "
              "30 Oktober 2028, jadi perbaikan atau penggantian tanpa biaya.", via="reply", language="id"),
        entry(3 + offset, "note", "Rina Hartati", "Batch 0423 again: third motor this month. Passed on to Product.",
              via="note · Service centre"),
        entry(4 + offset, "side", "Gudang Timur", "One G2 is ready to leave today before 16:00.",
              via="side conversation", about="the customer does not see this"),
    ]  # fmt: skip


def samples(scheme: str) -> tuple[Sample, ...]:
    """All of them; ids carry the scheme, so that both may stand on one page."""
    from layan.web.styleguide.more import desk_samples, form_samples, plan_samples

    return (*form_samples(scheme), *desk_samples(scheme), *plan_samples(scheme))
