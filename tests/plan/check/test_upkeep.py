"""Who keeps a page, and in which languages it speaks."""

import pytest

from tests.plan import kept_plan
from tests.plan.kept_plan import PHONE, REFUNDING, found


@pytest.mark.parametrize("path", [path for path in kept_plan.FILES if not path.endswith(".id.md")])
def test_every_page_has_an_owner_and_is_reviewed(path):
    text = kept_plan.FILES[path]
    owner = next(line for line in text.splitlines() if line.startswith("owner:")) + "\n"
    assert [(f, c) for f, _, c, _ in found(**{path: (owner, "")})] == [(path, "no-owner")]
    assert [(f, c) for f, _, c, _ in found(**{path: ("review: 12 months\n", "")})] == [(path, "no-review")]


def test_prose_is_there_in_every_language_the_business_speaks():
    assert found(**{"channels/phone.id.md": None}) == [
        (PHONE, 1, "missing-prose", "The prose of this page is missing in Indonesian.")
    ]
    assert found(**{"channels/phone.id.md": ("Isi.\n", "")}) == [
        ("channels/phone.id.md", 1, "missing-prose", "The prose of this page is missing in Indonesian.")
    ]
    assert found(**{PHONE: ("When somebody calls us.\n", "")}) == [
        (PHONE, 1, "missing-prose", "The prose of this page is missing in English.")
    ]


def test_steps_and_words_are_there_in_every_language():
    assert found(**{"procedures/refunding.id.md": ("steps: [Minta maaf, Periksa struk]\n", "")}) == [
        ("procedures/refunding.id.md", 1, "missing-prose",
         "The steps of this procedure are missing in Indonesian.")
    ]  # fmt: skip
    assert found(**{REFUNDING: (', id: "Boleh saya minta nomornya?"', "")}) == [
        (REFUNDING, 9, "missing-words", "What to say at this step is missing in Indonesian.")
    ]
    assert found(**{REFUNDING: ('    id: "Mohon maaf, {customer}."\n', "")}) == [
        (REFUNDING, 11, "missing-words", "These words to use are missing in Indonesian.")
    ]


def test_what_is_asked_and_what_things_are_called_is_there_in_every_language():
    polite = "polite: Menyapa dan berterima kasih, "
    assert found(**{"conduct.id.md": (polite, "")}) == [
        ("conduct.id.md", 1, "missing-words", "This is missing in Indonesian: polite.")
    ]
    names = "fields: {member: Kartu}\nsegments: {regular: Pelanggan tetap, young: Pelanggan muda}\n"
    assert [(line, code, words) for _, line, code, words in found(**{"customers.id.md": (names, "")})] == [
        (1, "missing-words", "This is missing in Indonesian: member."),
        (1, "missing-words", "This is missing in Indonesian: regular and young."),
    ]
