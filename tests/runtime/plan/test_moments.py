"""Times as people type them."""

import json

from tests.plan import kept_plan
from tests.runtime.asked_plan import write


def test_a_time_without_offset_is_the_business_s_own(answer, folder):
    asked = ["open", folder, "--channel", "phone", "--at"]
    for time in ("2026-03-02T09:00", "2026-03-02 09:00:00", "2026-03-02T02:00Z", "2026-03-02T04:00+02:00"):
        assert answer(*asked, time)["at"] == "2026-03-02T02:00:00Z"
        assert answer(*asked, time)["open"] is True
    assert answer(*asked, "2026-03-02")["at"] == "2026-03-01T17:00:00Z"


def test_times_the_clocks_never_show_or_show_twice(layan, tmp_path):
    folder = write(tmp_path, kept_plan.files(**{"business.md": ("Asia/Jakarta", "Europe/Berlin")}))
    asked = ["open", folder, "--channel", "email", "--json", "--at"]
    _, out, err = layan(*asked, "2026-03-29T02:30")
    assert json.loads(out)["at"] == "2026-03-29T01:00:00Z"
    assert "never show 2026-03-29T02:30" in err
    _, out, err = layan(*asked, "2026-10-25T02:30")
    assert json.loads(out)["at"] == "2026-10-25T00:30:00Z"
    assert "show 2026-10-25T02:30 twice" in err
    _, out, err = layan(*asked, "2026-10-25T02:30+01:00")
    assert (json.loads(out)["at"], err) == ("2026-10-25T01:30:00Z", "")
