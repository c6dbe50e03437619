import subprocess
import sys

import pytest

from layan.plan.pages.channel import Channel
from layan.plan.plan import Plan
from tests.plan.asked_plan import FILES, PLAN, plan


def test_what_a_plan_has():
    assert (PLAN.name, PLAN.language, str(PLAN.zone)) == ("Kopi Senja", "en", "Asia/Jakarta")
    assert PLAN.business.currency == "IDR"
    assert list(PLAN.channels) == ["email", "never", "night", "phone"]
    assert isinstance(PLAN.channels["email"].rules, Channel)
    assert set(PLAN.pages) == {path.removesuffix(".md") for path in FILES}
    assert (list(PLAN.teams), list(PLAN.situations)) == (
        ["care", "istanbul", "phones", "workshop"],
        ["fraud", "refund"],
    )
    assert not PLAN.policies and not PLAN.procedures and not PLAN.conducts


def test_a_version_is_named_by_its_files():
    again = Plan.read(dict(reversed(FILES.items())))
    assert again.digest == PLAN.digest
    assert len(PLAN.digest) == 64
    assert plan(care=FILES["care.md"] + "\n").digest != PLAN.digest
    moved = {("a/care.md" if path == "care.md" else path): text for path, text in FILES.items()}
    assert Plan.read(moved).digest != PLAN.digest


def test_a_plan_never_changes():
    with pytest.raises(TypeError):
        PLAN.pages["more"] = PLAN.pages["care"]
    with pytest.raises(TypeError):
        PLAN.files["more.md"] = ""


def test_what_is_compiled_is_kept():
    assert PLAN.timetable("phone") is PLAN.timetable("phone")


def test_segments():
    assert PLAN.segment({"member": "gold"}) == "regular"
    assert PLAN.segment({}) is None
    assert (str(PLAN.segment_name("regular")), str(PLAN.segment_name("gone"))) == ("Regulars", "gone")


def test_reading_and_asking_does_without_the_heavy_libraries():
    """Numbers, holidays and CLDR take longer to import than a plan to read."""
    code = (
        "import sys\n"
        "from tests.plan.asked_plan import FILES, here\n"
        "from layan.plan.plan import Plan\n"
        "plan = Plan.read(FILES)\n"
        "plan.promise('first_reply', channel='email', start=here(15, 10))\n"
        "plan.opening('night', here(15, 10))\n"
        "print(sorted({n.split('.')[0] for n in sys.modules} & {'babel', 'numpy', 'holidays', 'django'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
