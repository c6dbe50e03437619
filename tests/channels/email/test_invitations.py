"""Calendar parts in a few words."""

from layan.channels.email.invitations import read

EVENT = """BEGIN:VCALENDAR
METHOD:request
BEGIN:VEVENT
SUMMARY:Kunjungan\\, lan
 tai 2
DTSTART;TZID="Asia/Jakarta":20250610T090000
ORGANIZER;CN="Budi: Contoh":MAILTO:budi@example.org
DESCRIPTION:SUMMARY:bukan ini
END:VEVENT
END:VCALENDAR
"""


def test_the_first_event_is_told():
    event = read(EVENT)
    assert (event.method, event.summary, event.start, event.organiser, event.place) == (
        "REQUEST", "Kunjungan, lantai 2", "20250610T090000 Asia/Jakarta", "budi@example.org", "",
    )  # fmt: skip


def test_no_event_no_invitation():
    assert read("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO") is None
    assert read("") is None


def test_an_event_without_end_is_read_and_cleaned():
    assert read("BEGIN:VEVENT\nSUMMARY:a\u202eb\\nc").summary == "ab c"
