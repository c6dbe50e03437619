"""`layan plan due --csv`"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plan import kept_plan
from tests.runtime.asked_plan import write

LAYAN = Path(sys.executable).with_name("layan")


def table(layan, folder, tmp_path, text, *more):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    asked = ["--channel", "email", "--target", "first_reply", "--csv", str(path), *more]
    return layan("due", folder, *asked)


def test_a_table_keeps_its_columns(layan, folder, tmp_path):
    text = 'id,from,"a ""b"", c"\r\n1,2026-03-02T08:00,"x\ny"\r\n\r\n2,2026-03-02T01:00:00Z,"å, b"\r\n'
    status, out, err = table(layan, folder, tmp_path, text)
    assert (status, err) == (0, "")
    assert out == (
        'id,from,"a ""b"", c",due\r\n1,2026-03-02T08:00,"x\ny",2026-03-02T05:00:00Z\r\n'
        '2,2026-03-02T01:00:00Z,"å, b",2026-03-02T05:00:00Z\r\n'
    )


def test_a_table_says_the_same_as_one_question_after_the_other(layan, answer, folder, tmp_path):
    starts = [
        f"2026-{1 + n % 12:02}-{1 + n * 7 % 28:02}T{n * 5 % 24:02}:{n * 11 % 60:02}:{n % 60:02}"
        for n in range(40)
    ]
    starts += [
        "2026-03-02",
        "2026-03-02T10",
        "2026-03-02T10:00:00.5Z",
        "20260302T100000+0900",
        " 2026-03-02T10:00 ",
    ]
    for asked in (["--target", "first_reply"], ["--target", "resolution"]):
        _, out, _ = table(layan, folder, tmp_path, "from\n" + "\n".join(starts) + "\n", *asked)
        due = [line.split(",")[1] for line in out.splitlines()[1:]]
        for start, found in list(zip(starts, due, strict=True))[::3]:
            once = answer("due", folder, "--channel", "email", *asked, "--from", start)["due"]
            assert once.partition(".")[0].removesuffix("Z") + "Z" == found


@pytest.mark.parametrize("target", ["{within: 36 h, clock: round}", "{within: 2 days, clock: round}",
                                    "{within: 2 weeks}", "{within: 1 month}", "{within: 1 year}"])  # fmt: skip
def test_a_table_round_the_clock(layan, answer, tmp_path, target):
    changes = {"channels/email.md": ("  next_reply: {within: 8 h}", f"  next_reply: {target}")}
    changes |= {"business.md": ("Asia/Jakarta", "Europe/Berlin")}
    folder = write(tmp_path / "plan", kept_plan.files(**changes))
    starts = [
        "2026-01-31T12:00",
        "2026-03-28T12:00",
        "2026-03-29T02:30",
        "2026-10-25T02:30",
        "2026-10-24T12:00",
    ]
    _, out, _ = table(layan, folder, tmp_path, "from\n" + "\n".join(starts) + "\n", "--target", "next_reply")
    for line in out.splitlines()[1:]:
        start, found = line.split(",")
        status, once, _ = layan(
            "due", folder, "--channel", "email", "--target", "next_reply", "--from", start, "--json"
        )
        assert (status, json.loads(once)["due"]) == (0, found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from\n2026-03-02\nsoon\n", "Line 3: soon is not a time."),
        ("from\n2026-03-02\n\n", None),
        ('x,from\n"a\nb",2026-03-02\n1,2026-02-30\n', "Line 4: 2026-02-30 is not a time."),
        ("from\n2026-03-02T25:00\n", "Line 2: 2026-03-02T25:00 is not a time."),
        ("from\n2026-03-02T09:61\n", "Line 2: 2026-03-02T09:61 is not a time."),
        ("from\n2026-03-02T09:00\n2026-03-02T09:61\n", "Line 3: 2026-03-02T09:61 is not a time."),
        ("from\n2026-03-02T09:00\n2026-02-30T09:00\n", "Line 3: 2026-02-30T09:00 is not a time."),
        ("from\n\n,\n", "Line 3 has 2 columns, not 1."),
        ("from,x\n2026-03-02\n", "Line 2 has 1 columns, not 2."),
        ('from,x\n2026-03-02,"a"b\n', "Line 2 is no CSV"),
        ("start\n2026-03-02\n", "The table has no column from."),
        ("", "The table has no column from."),
        ("from,due\n", "The table has a column due already."),
        ("from\n", None),
        ("\ufefffrom\n2026-03-02\n", None),
    ],
)
def test_nothing_is_written_of_a_table_that_is_wrong(layan, folder, tmp_path, text, said):
    status, out, err = table(layan, folder, tmp_path, text)
    if said:
        assert (status, out) == (2, "")
        assert said in err
    else:
        assert (status, err) == (0, "")


def test_what_is_no_utf_8_comes_out_as_it_went_in(folder, tmp_path):
    (tmp_path / "table.csv").write_bytes(b"from,x\n2026-03-02T08:00,\xe9\xff\n")
    asked = ["--channel", "email", "--target", "first_reply", "--csv", str(tmp_path / "table.csv")]
    ran = subprocess.run([LAYAN, "plan", "due", folder, *asked], capture_output=True, check=True)
    assert ran.stdout == b"from,x,due\n2026-03-02T08:00,\xe9\xff,2026-03-02T05:00:00Z\n"


def test_a_table_without_a_promise_or_a_file(layan, folder, tmp_path):
    status, out, err = table(layan, folder, tmp_path, "from\n2026-03-02\n", "--target", "hold")
    assert (status, out, err) == (2, "", "layan: Nothing is promised: hold on Email.\n")
    status, out, err = layan(
        "due", folder, "--channel", "email", "--target", "hold", "--csv", str(tmp_path / "no.csv")
    )
    assert (status, out) == (2, "")
    assert "no.csv cannot be read" in err


def test_windows_line_ends_stay(folder, tmp_path):
    (tmp_path / "table.csv").write_bytes(b"from,x\r\n2026-03-02T08:00,a\r\n")
    asked = ["--channel", "email", "--target", "first_reply", "--csv", str(tmp_path / "table.csv")]
    ran = subprocess.run([LAYAN, "plan", "due", folder, *asked], capture_output=True, check=True)
    assert ran.stdout == b"from,x,due\r\n2026-03-02T08:00,a,2026-03-02T05:00:00Z\r\n"


def test_every_time_that_cannot_be_read_is_named(layan, folder, tmp_path):
    text = "from\n2026-03-02T09:00\nsoon\n2026-03-02T09:00\nlater\n"
    status, out, err = table(layan, folder, tmp_path, text)
    assert (status, out) == (2, "")
    assert "Line 3: soon is not a time." in err
    assert "Line 5: later is not a time." in err
    _, _, err = table(layan, folder, tmp_path, "from\n" + "soon\n" * 100)
    assert err.count("is not a time") == 20


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_as_json_the_rows_are_the_same(layan, folder, tmp_path, rows):
    text = "from,x\n" + '2026-03-02T08:00,"a, ""b"""\n' * rows
    status, out, _ = table(layan, folder, tmp_path, text, "--json")
    row = {"from": "2026-03-02T08:00", "x": 'a, "b"', "due": "2026-03-02T05:00:00Z"}
    assert status == 0
    assert json.loads(out) == {"target": "first_reply", "channel": "email", "rows": [row] * rows}
