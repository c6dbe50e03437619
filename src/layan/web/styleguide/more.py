"""The samples by where they are used: anywhere, on the desk, beside the plan."""

from datetime import timedelta

from django.utils import timezone
from django.utils.safestring import mark_safe

from layan.web.styleguide.samples import Sample, SampleForm, entries, pill, working, wrong_form


def form_samples(scheme: str) -> tuple[Sample, ...]:
    good = SampleForm(auto_id=f"{scheme}_good_%s")
    return (
        Sample("button", (
            {"label": "Resolve", "kind": "primary", "icon": "check", "key": "e"}, {"label": "Transfer", "key": "t"},
            {"label": "Attach", "kind": "quiet", "icon": "paperclip"}, {"label": "Decline", "kind": "danger"},
            {"label": "Yanıtı gönder ve müşteriyi bekle", "kind": "primary"}, {"label": "Not now", "disabled": True},
            {"label": "More", "icon": "ellipsis", "only": True, "kind": "quiet"}, {"label": "Small", "size": "small"},
        ), '<div class="buttons">{}</div>'),
        Sample("field", tuple({"field": field} for field in good), '<div class="fields">{}</div>'),
        Sample("form_errors", ({"form": wrong_form(scheme)},)),
        Sample("form", ({"form": wrong_form(f"{scheme}_wrong")},), '<div class="stack">{}</div>'),
        Sample("search", ({"action": "#", "label": "Search customers, cases, words", "key": "/"},
                          {"action": "#", "label": "Cari jawaban, misalnya “grinder mati”", "large": True}),
               '<div class="stack">{}</div>'),
        Sample("notice", (
            {"title": "Mailbox connected", "text": "42 letters were read, none was changed.", "kind": "kept"},
            {"title": "The Malay page is older than this one", "href": "#", "label": "Translate", "kind": "soon"},
            {"title": "The mailbox did not let us in", "text": "The password was refused by imap.example.com. "
             "What was fetched before is safe.", "kind": "late"},
            {"text": "You read this case, but work in another team."},
        ), '<div class="stack tight">{}</div>'),
        Sample("toast", ({"text": "Sent. Budi will have it in a moment.", "undo": "#",
                          "until": timezone.now() + timedelta(seconds=3600)},
                         {"text": "That did not get through. Nothing was lost; please try again.", "kind": "late"}),
               '<div class="stack tight">{}</div>'),
        Sample("tabs", ({"label": "Sample", "ruled": True, "tabs": [
            {"label": "Reply", "href": "#", "current": True}, {"label": "Note", "href": "#", "key": "n"},
            {"label": "Side conversation", "href": "#", "count": 1}]},)),
        Sample("menu", ({"id": f"menu-{scheme}", "label": "More", "items": [
            {"label": "Merge into …", "icon": "merge", "href": "#"}, {"label": "Split off", "icon": "split", "href": "#"},
            {}, {"label": "Snooze", "icon": "moon", "href": "#", "key": "h"},
            {"label": "Remove", "icon": "trash-2", "href": "#", "danger": True}]},), '<div class="row">{}</div>'),
        Sample("empty", ({"icon": "circle-check", "title": "Nothing is due",
                          "text": "Every promise is kept. New cases appear here by themselves.",
                          "href": "#", "label": "See what waits for customers"},)),
        Sample("pager", ({"newer": "#", "older": "#"},)),
        Sample("breadcrumb", ({"crumbs": [{"label": "Plan", "href": "#"}, {"label": "Version 7", "href": "#"},
                                          {"label": "Refunds"}]},)),
        Sample("copy_field", ({"label": "Link", "value": "https://help.example.com/help/case/3mJx0Vw"},)),
        Sample("progress", ({"label": "Fetching old mail", "says": "1 240 of 3 180", "value": 1240, "whole": 3180},
                            {"label": "Reading the plan", "says": "under way"}), '<div class="stack">{}</div>'),
        Sample("table", ({"caption": "Versions", "head": [{"label": "Version"}, {"label": "In force since"},
                                                          {"label": "Pages", "number": True}],
                          "rows": [
                              {"current": True, "cells": [{"text": "7", "href": "#"}, {"text": "1 Sep 2026",
                               "label": "In force since"}, {"text": "24", "number": True, "label": "Pages"}]},
                              {"cells": [{"text": "6", "href": "#"}, {"text": "3 Mar 2026", "label": "In force since"},
                               {"text": "22", "number": True, "label": "Pages"}]}]},)),
        Sample("status_row", (
            {"name": "care@example.com", "state": "kept", "word": "well", "says": "Fetched 12 s ago. 4 180 received."},
            {"name": "Outbox", "state": "soon", "word": "slow", "says": "6 letters wait, the oldest for 9 min.",
             "href": "#", "label": "See them"},
            {"name": "sales@example.com", "state": "late", "word": "fails",
             "says": "imap.example.com refused the password 3 times since 14:02.",
             "todo": "Enter the new password; nothing is lost, we go on where we stopped.", "href": "#", "label": "Repair"},
            {"name": "old@example.com", "state": "off", "word": "off", "says": "Not fetched, by your choice."},
        ), '<ul class="status-rows">{}</ul>'),
        Sample("facts", ({"facts": [("Cases", "4, all resolved", "#"), ("Language", "Indonesian", ""),
                                    ("Segment", "regular", "")]},)),
        Sample("kbd", ({"keys": "Ctrl K"},)),
        Sample("language_switch", ({},)),
    )  # fmt: skip


def desk_samples(scheme: str) -> tuple[Sample, ...]:
    now = timezone.now()
    return (
        Sample("promise", (
            pill("normal", "reply 16:20"), pill("soon", "reply in 18 min"), pill("late", "late 12 min"), pill("kept", "kept"),
            pill("missed", "missed"), pill("paused", "paused"), pill("soon", "show working", f"working-{scheme}"),
        ), '<div class="row">{}</div>'),
        Sample("working", (working(scheme, now),)),
        Sample("tag", ({"text": "warranty"}, {"text": "urgent", "kind": "strong", "icon": "flag"}, {"text": "tr"},
                       {"text": "VIP", "kind": "accent"}), '<div class="row">{}</div>'),
        Sample("avatar", ({"name": "Sari Rahayu", "present": "here"}, {"name": "Budi Santoso", "kind": "customer"},
                          {"name": "Elif Yıldız", "size": "large"}, {"name": "Rina Hartati", "size": "small"}),
               '<div class="row">{}</div>'),
        Sample("case_row", tuple({"row": row, "tick": True} for row in rows()), '<ol class="rows" data-rows>{}</ol>'),
        Sample("entry", tuple({"entry": each} for each in entries(scheme)), '<div class="timeline">{}</div>'),
        Sample("bubble", ({"text": "Terima kasih, sudah sampai!", "language": "id"},)),
        Sample("fact", (
            {"text": "Acknowledged in Indonesian. Promised: first answer by Mon 11:00.", "at": now, "icon": "mail",
             "working": working(scheme, now)["lines"], "working_id": f"fact-working-{scheme}", "page": "Email"},
            {"text": "First reply kept, 2 h before it was due", "at": now, "icon": "check", "state": "kept"},
            {"text": "Resolution missed", "at": now, "icon": "clock-alert", "state": "late"},
            {"text": "Ayu approved Rp 900.000", "at": now, "icon": "badge-check", "comment": "Third fault; do it."},
        ), '<div class="timeline">{}</div>'),
        Sample("chips", ({"label": "To", "name": "to", "add": True, "chips": [
            {"address": "budi@example.com", "name": "Budi Santoso"},
            {"address": "teknisi@example.org", "outsider": True}]},)),
        Sample("filter_chips", ({"label": "Filters", "filters": [
            {"label": "Refund", "href": "#", "current": True}, {"label": "Email", "href": "#"},
            {"label": "My team", "href": "#"}]},)),
        Sample("attachment", (
            {"attachment": {"name": "fatura-2026-11.pdf", "href": "#", "size": 88_020}},
            {"attachment": {"name": "video.mp4", "progress": 0.6}},
            {"attachment": {"name": "setup.exe", "state": "failed", "state_text": "too large: 25 MB at most"}},
        ), '<div class="attachments">{}</div>'),
        Sample("presence", ({"people": [{"name": "Dimas Putra", "typing": True}, {"name": "Ayu Lestari"}],
                             "says": "Dimas is writing here too"},)),
    )  # fmt: skip


def plan_samples(scheme: str) -> tuple[Sample, ...]:
    limits = (
        {"name": "Replacement", "says": "up to Rp 2.500.000", "verdict": "yes"},
        {"name": "Goodwill", "says": "Rp 140.000 of 250.000 left", "part": 140000, "whole": 250000, "verdict": "yes",
         "then": "Above that: Ayu decides, within 20 min. She is in until 17:00."},
        {"name": "Discount", "says": "ask a lead", "verdict": "ask"},
    )  # fmt: skip
    return (
        Sample("clause", ({"text": "A unit that fails within its warranty is repaired or replaced at no cost, as the "
                           "customer prefers.", "page": "Warranty", "page_url": "#", "version": 7},)),
        Sample("rules", ({"label": "Rules of this page", "sentences": [
            mark_safe("A representative may refund up to <b>Rp 500.000</b> in one case."),
            mark_safe("A lead may refund up to <b>Rp 2.000.000</b>. Above that a manager decides, within "
                      "<b>2 open hours</b>.")]},)),
        Sample("steps", ({"action": "#", "key": scheme, "steps": [
            {"number": 1, "does": "Say sorry, and say it first", "done": True, "by": "Sari, 14:05"},
            {"number": 2, "does": "Check serial number and cover", "done": True},
            {"number": 3, "does": "Offer repair or replacement", "words": "“Mana yang lebih Bapak sukai?”"},
            {"number": 4, "does": "Agree a day and confirm it in writing"}]},)),
        Sample("limit", tuple({**each, "says": each["says"]} for each in limits), '<div class="limits">{}</div>'),
        Sample("way", (
            {"medium": "chat", "name": "Obrolan", "open": True, "status": "Buka sampai 21.00",
             "says": "biasanya dijawab dalam 40 detik", "href": "#", "label": "Mulai", "primary": True},
            {"medium": "phone", "name": "Telepon 022 555 0100", "open": True, "status": "Buka sampai 17.00",
             "href": "#", "label": "Telepon"},
            {"medium": "email", "name": "Email atau formulir", "open": True, "says": "Kapan saja · jawaban paling lambat "
             "Senin 11.00", "href": "#", "label": "Tulis"},
            {"medium": "counter", "name": "Gerai Dago", "open": False, "status": "Tutup hari ini",
             "says": "buka besok 09.00"},
        ), '<ul class="ways">{}</ul>'),
        Sample("week", (week(),)),
    )  # fmt: skip


def week() -> dict[str, object]:
    office, friday = [(540, 480)], [(540, 180), (780, 240)]
    names = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    days = [
        {"name": name, "today": name == "Wed", "spans": spans, "hours": hours, "special": name == "Tue"}
        for name, spans, hours in zip(
            names, (office, [], office, office, friday, [(540, 180)], []),
            (["09:00–17:00"], ["holiday"], ["09:00–17:00"], ["09:00–17:00"], ["09:00–12:00", "13:00–17:00"],
             ["09:00–12:00"], ["closed"]),
            strict=True,
        )
    ]  # fmt: skip
    return {"label": "Open hours by phone this week", "days": days, "now": 862}


def rows() -> list[dict[str, object]]:
    from layan.web.components.promises import Pill

    def row(number: int, who: str, what: str, made: Pill, medium: str = "email", **more: object) -> dict[str, object]:
        return {"number": number, "href": "#", "who": who, "what": what, "pill": made, "medium": medium} | more

    return [
        row(10482, "Budi Santoso", "Grinder berhenti setelah tiga minggu", Pill("soon", "reply in 18 min"), "phone",
            tags=[{"text": "warranty"}], current=True, assignee="Sari"),
        row(10479, "Elif Yıldız", "Siparişim hâlâ gelmedi, iade istiyorum", Pill("late", "late 12 min"),
            tags=[{"text": "late delivery"}, {"text": "tr"}]),
        row(10466, "Nur Aisyah", "Refund Rp 900.000 asked for by Dimas", Pill("soon", "decide in 41 min"), "form",
            about="approval"),
        row(10481, "Marta Kowalska", "Invoice for the two machines from June", Pill("normal", "reply 16:20"),
            tags=[{"text": "invoice"}]),
        row(10470, "Dewi Kartika", "Replacement gasket, waiting for part", Pill("normal", "resolve 17:00"), "counter",
            read=True),
        row(10484, "Ahmad Faiz", "Boleh saya tukar alamat penghantaran?", Pill("normal", "reply Tue 09:40"), "chat",
            read=True, tags=[{"text": "ms"}]),
        row(10458, "Joko Prasetyo", "Terima kasih, sudah sampai!", Pill("kept", "kept"), read=True,
            about="answered by customer"),
    ]  # fmt: skip
