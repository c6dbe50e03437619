"""`layan plan …` as people and programs use it."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from layan.plan import wording
from layan.runtime import cli
from layan.runtime.plan_cli import COMMANDS
from tests.plan import kept_plan

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "plan-cli.md").read_text(encoding="utf-8")
LAYAN = Path(sys.executable).with_name("layan")


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return str(folder)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path):
    return write(tmp_path / "kopi-senja", kept_plan.FILES)


@pytest.fixture
def layan(capfd):
    """Runs one command in this process: its status, what it said, what it said beside."""

    def run(*arguments):
        status = cli.main(["plan", *arguments])
        out, err = capfd.readouterr()
        return status, out, err

    return run


@pytest.fixture
def answer(layan):
    """The JSON answer to a question."""

    def ask(*arguments):
        status, out, err = layan(*arguments, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)

    return ask


# What the documentation says


def examples():
    """Every command in the document with what it prints, block by block."""
    for block in re.findall(r"```console\n(.*?)```", DOCUMENT, re.DOTALL):
        parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
        yield list(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("block", list(examples()), ids=lambda block: block[-1][0])
def test_the_document_shows_what_happens(block, tmp_path, monkeypatch, capfd):
    write(tmp_path / "kopi-senja", kept_plan.FILES)
    half_done = {
        "channels/phone.md": ("  hold: {within: 60 s}\n", ""),
        "policies/refunds.md": ("by: lead, up_to: 2000000 IDR", "by: lead, up_to: 200000 IDR"),
    }
    write(tmp_path / "half-done", kept_plan.files(**half_done))
    rules = "kind: business\nname: Kopi Senja\ntimezone: Asia/Jakarta\ncurrency: IDR\nlanguages: en\n"
    page = f"---\n{rules}owner: head-of-care\nreview: 12 months\n---\nWho we are.\n"
    write(tmp_path / "one-page", {"business.md": page})
    monkeypatch.chdir(tmp_path)
    for command, printed in block:
        program, *arguments = shlex.split(command)
        if program == "cat":
            Path(arguments[0]).write_text(printed, encoding="utf-8")
        else:
            cli.main(arguments)
            assert capfd.readouterr().out == printed


def test_every_command_is_documented():
    assert re.findall(r"^## (\w+)$", DOCUMENT, re.MULTILINE) == list(COMMANDS)


def test_every_code_of_a_finding_is_documented():
    sources = (ROOT / "src/layan/plan/check").glob("*.py")
    calls = re.findall(r"Problem\((.*?)\)\n", "".join(s.read_text() for s in sources), re.DOTALL)
    found = {code for call in calls for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', call)}
    found |= {"contradiction", "unapprovable"}
    assert all(f"`{code}`" in DOCUMENT for code in found)


# check


def test_a_good_plan_is_fine(layan, folder):
    assert layan("check", folder) == (0, "Nothing found.\n", "")


def test_a_finding_ends_check_with_1(layan, tmp_path):
    folder = write(tmp_path, kept_plan.files(**{"conduct.md": ("owner: head-of-care\n", "")}))
    status, out, err = layan("check", folder)
    assert (status, err) == (1, "")
    first, write_line, closing = out.splitlines()
    assert first == f"{folder}/conduct.md:3:1: warning: Nobody answers for this page."
    assert write_line == "  write: Add the post that does: owner: head-of-care."
    assert closing == "1 finding."


def test_what_cannot_be_read_is_found_all_at_once(layan, tmp_path):
    changes = {"conduct.md": ("scale: 1-5", "scale: 5"), "teams/care.md": ("kind: team", "kind: gang")}
    folder = write(tmp_path, kept_plan.files(**changes))
    status, out, _ = layan("check", folder, "--json")
    data = json.loads(out)
    assert status == 1
    assert {problem["file"] for problem in data["problems"]} >= {"conduct.md", "teams/care.md"}
    assert data["errors"] == len(data["problems"])
    assert set(data["problems"][0]) == {"file", "line", "column", "severity", "code", "message", "write"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["open", "--channel", "phone", "--at", "2026-03-02"],
        ["due", "--channel", "phone", "--target", "hold", "--from", "2026-03-02"],
        ["may", "--role", "lead", "--offer", "refund"],
        ["show"],
        ["holidays", "--year", "2027"],
    ],
)
def test_a_broken_plan_is_not_asked(layan, tmp_path, arguments):
    folder = write(tmp_path, kept_plan.files(**{"conduct.md": ("scale: 1-5", "scale: 5")}))
    name, *rest = arguments
    status, out, err = layan(name, folder, *rest)
    assert (status, out) == (1, "")
    assert "conduct.md:4:8: error: 5 is no scale." in err
    status, out, err = layan(name, folder, *rest, "--json")
    assert (status, err) == (1, "")
    assert [problem["line"] for problem in json.loads(out)["problems"]] == [4]


# Wrong usage


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["open", "--channel", "phnoe", "--at", "2026-03-02"], "Did you mean phone?"),
        (["open", "--channel", "x", "--at", "2026-03-02"], "Use one of these: email and phone."),
        (["open", "--channel", "phone", "--at", "yesterday"], "Write it like this: 2026-03-02T09:00."),
        (["open", "--channel", "phone", "--at", "0001-01-01"], "0001-01-01 is not a time."),
        (["open", "--channel", "phone"], "--at"),
        (
            ["due", "--channel", "email", "--target", "frist_reply", "--from", "2026-03-02"],
            "Did you mean first_reply?",
        ),
        (["due", "--channel", "email", "--target", "hold"], "Give either --from or --csv."),
        (["due", "--channel", "email", "--target", "hold", "--from", "2026-03-02", "--csv", "x"], "either"),
        (["due", "--channel", "email", "--target", "hold", "--csv", "x", "--json"], "not in JSON"),
        (
            [
                "due",
                "--channel",
                "email",
                "--target",
                "hold",
                "--from",
                "2026-03-02",
                "--situation",
                "refnud",
            ],
            "refund",
        ),
        (
            ["due", "--channel", "email", "--target", "hold", "--from", "2026-03-02", "--priority", "hihg"],
            "high",
        ),
        (
            ["due", "--channel", "email", "--target", "hold", "--from", "2026-03-02", "--segment", "old"],
            "regular",
        ),
        (["may", "--role", "boss", "--offer", "refund"], "Use one of these: representative"),
        (["may", "--role", "care", "--offer", "refund"], "There is no role and no department care."),
        (["may", "--role", "lead", "--offer", "refunds"], "Did you mean refund?"),
        (["may", "--role", "lead", "--offer", "refund", "--amount", "75"], "75 is not an amount of money"),
        (["may", "--role", "lead", "--offer", "refund", "--amount", "75 XXY"], "XXY is no currency"),
        (["show", "--language", "english"], "english is no language code."),
        (["holidays", "--year", "soon"], "soon is not a year."),
        (["holidays", "--year", "2027", "--calendar", "ZZ"], "ZZ is no country or region"),
        (["check", "--josn"], "--josn"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_right(layan, folder, arguments, said):
    name, *rest = arguments
    status, out, err = layan(name, folder, *rest)
    assert (status, out) == (2, "")
    assert said in err


def test_there_must_be_a_folder(layan, tmp_path):
    status, out, err = layan("check", str(tmp_path / "nowhere"))
    assert (status, out) == (2, "")
    assert "There is no folder" in err


def test_an_unknown_command_is_explained(layan, capfd):
    assert layan("chekc") == (2, "", "layan: layan plan has no command chekc.\n  Did you mean check?\n")
    assert cli.main(["paln"]) == 2
    assert "Did you mean plan?" in capfd.readouterr().err


def test_help_is_there(layan, capfd):
    for arguments in (["--help"], ["-h"], ["help"]):
        assert cli.main(arguments) == 0
        assert "plan" in capfd.readouterr().out
        status, out, _ = layan(*arguments)
        assert status == 0
        assert all(name in out for name in COMMANDS)
    for name in COMMANDS:
        status, out, _ = layan(name, "--help")
        assert status == 0
        assert "DIR" in out
        assert layan("help", name)[:2] == (0, out)
    assert cli.main([]) == 2
    assert "plan" in capfd.readouterr().err
    assert cli.main(["--version"]) == 0
    assert re.fullmatch(r"Layan \S+\n", capfd.readouterr().out)


# open, due, may


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


def test_names_may_be_written_as_one_likes(answer, folder):
    for target in ("first_reply", "first-reply", "first reply", "First Reply"):
        asked = ["due", folder, "--channel", "email", "--target", target, "--from", "2026-03-02T08:00"]
        assert answer(*asked)["due"] == "2026-03-02T05:00:00Z"


def test_more_is_said_of_a_case(answer, folder):
    asked = ["due", folder, "--channel", "email", "--from", "2026-03-02T08:00", "--target"]
    urgent = answer(*asked, "first_reply", "--priority", "urgent", "--segment", "regular")
    assert (urgent["due"], urgent["within"]) == ("2026-03-02T02:00:00Z", "1 h")
    refund = answer(*asked, "resolution", "--situation", "refund")
    assert (refund["page"], refund["within"]) == ("refund", "3 days")
    assert answer(*asked, "hold")["due"] is None


def test_who_may_what(answer, folder):
    def verdict(role, amount, offer="refund"):
        asked = ["may", folder, "--situation", "refund", "--role", role, "--offer", offer, "--amount", amount]
        found = answer(*asked)
        return found["verdict"], found["decider"]

    assert verdict("representative", "500000 IDR") == ("yes", None)
    assert verdict("representative", "500001 IDR") == ("ask", "lead")
    assert verdict("lead", "2000001 IDR") == ("ask", "manager")
    assert verdict("manager", "2000001 IDR") == ("yes", None)
    assert verdict("trainer", "1 IDR") == ("ask", "representative")
    assert verdict("service-centre", "1 IDR", "replacement") == ("yes", None)
    assert verdict("Service Centre", "1 IDR", "replacement") == ("yes", None)
    assert verdict("representative", "1 IDR", "credit") == ("no", None)


def test_a_decision_is_due_by_the_hours_of_the_channel(answer, folder):
    asked = ["may", folder, "--situation", "refund", "--role", "representative", "--offer", "refund"]
    found = answer(*asked, "--amount", "600000 IDR", "--channel", "email", "--at", "2026-03-02T20:00")
    assert found["due"] == "2026-03-03T01:00:00Z"


def test_sentences_for_people(layan, folder):
    may = ["may", folder, "--situation", "refund", "--offer", "refund", "--amount", "600000 IDR", "--role"]
    assert layan(*may, "manager")[1].startswith("A manager may give this: refund, Rp 600,000.\n")
    assert layan(*may, "representative")[1].startswith(
        "A representative may not give this alone: refund, Rp 600,000; a lead decides.\n"
    )
    nobody = ["may", folder, "--offer", "credit", "--role", "lead"]
    assert layan(*nobody)[1].startswith("A lead may not give this, and nobody else may: credit.\n")
    always = ["open", folder, "--channel", "phone", "--at", "2026-03-02T09:00"]
    assert layan(*always)[1].startswith(
        "Phone is open at Mon, 2 Mar 2026, 09:00, until Mon, 2 Mar 2026, 12:00.\n"
    )
    nothing = ["due", folder, "--channel", "email", "--target", "hold", "--from", "2026-03-02"]
    assert layan(*nothing)[1] == "Nothing is promised: hold on Email.\n"


# due --csv


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
        'id,from,"a ""b"", c",due\n1,2026-03-02T08:00,"x\ny",2026-03-02T05:00:00Z\n'
        '2,2026-03-02T01:00:00Z,"å, b",2026-03-02T05:00:00Z\n'
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


# show and holidays


def test_show_has_every_page(answer, layan, folder):
    pages = answer("show", folder)["pages"]
    assert len(pages) == len([path for path in kept_plan.FILES if not path.endswith(".id.md")])
    assert [page["kind"] for page in pages[:2]] == ["business", "profile"]
    assert all(page["rules"] and page["prose"] for page in pages)
    indonesian = answer("show", folder, "--language", "id")
    assert indonesian["language"] == "id"
    assert {"Telepon"} <= {page["name"] for page in indonesian["pages"]}
    assert {page["prose"] for page in indonesian["pages"]} == {"Isi."}
    assert "- Nobody is on hold for over 60 seconds." in layan("show", folder)[1].splitlines()


def test_holidays_leave_the_rest_of_the_page_alone(layan, answer, folder):
    path = Path(folder) / "business.md"
    path.write_text(path.read_text().replace("country: ID", "country: ID   # where we are"))
    before = path.read_text()
    status, out, _ = layan("holidays", folder, "--year", "2027")
    assert status == 0
    written = re.findall(r"^  (2027-\d\d-\d\d) (.+)$", out, re.MULTILINE)
    assert ("2027-08-17", "Hari Kemerdekaan Republik Indonesia") in written
    added = [line for line in path.read_text().splitlines() if line not in before.splitlines()]
    assert added == [f"    {day}: {name}" for day, name in written]
    assert [line for line in path.read_text().splitlines() if line not in added] == before.splitlines()
    assert layan("check", folder)[0] == 0
    closed = answer("open", folder, "--channel", "phone", "--at", "2027-08-17T10:00")
    assert closed["open"] is False
    again = answer("holidays", folder, "--year", "2027")
    assert (again["added"], again["kept"]) == ({}, ["ID"])


@pytest.mark.parametrize(
    "written",
    ["", "holidays: {ID: {2026-03-20: Idul Fitri}}\n", "holidays:\n  ID: {2026-03-20: Idul Fitri}\n"],
)
def test_holidays_are_a_line_each_wherever_they_come(answer, tmp_path, written):
    old = "holidays:\n  ID:\n    2026-03-20: Idul Fitri\n    2026-03-21: Idul Fitri (second day)\n"
    folder = write(tmp_path, kept_plan.files(**{"business.md": (old, written)}))
    added = answer("holidays", folder, "--year", "2027", "--calendar", "ID")["added"]
    text = (tmp_path / "business.md").read_text()
    assert [f"    {day}: {name}" in text.splitlines() for day, name in added["ID"].items()] == [True] * len(
        added["ID"]
    )


# Languages


def test_people_are_answered_in_their_language(layan, folder, tmp_path, monkeypatch):
    import polib

    po = polib.POFile()
    po.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    po.append(polib.POEntry(msgid="Nothing found.", msgstr="Tidak ada temuan."))
    po.append(polib.POEntry(msgid="check a service plan, and ask it", msgstr="periksa rencana layanan"))
    (tmp_path / "locale/id/LC_MESSAGES").mkdir(parents=True)
    po.save_as_mofile(str(tmp_path / "locale/id/LC_MESSAGES/django.mo"))
    monkeypatch.setattr(wording, "LOCALE", tmp_path / "locale")
    assert layan("check", folder, "--language", "id")[1] == "Tidak ada temuan.\n"
    assert layan("check", folder, "--language=id")[1] == "Tidak ada temuan.\n"
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert layan("check", folder)[1] == "Tidak ada temuan.\n"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert layan("check", folder)[1] == "Nothing found.\n"
    monkeypatch.setenv("LANGUAGE", "id:en")
    assert layan("check", folder)[1] == "Tidak ada temuan.\n"
    assert layan("check", folder, "--language", "tr")[1] == "Nothing found.\n"


# As a process


def run(*arguments, **options):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    return subprocess.run([LAYAN, *arguments], capture_output=True, text=True, env=environment, **options)


def test_exit_statuses_of_the_real_command(folder, tmp_path):
    assert run("plan", "check", folder).returncode == 0
    broken = write(tmp_path / "broken", kept_plan.files(**{"conduct.md": ("scale: 1-5", "scale: 5")}))
    assert run("plan", "check", broken).returncode == 1
    assert run("plan", "check").returncode == 2
    assert run("plan", "check", str(tmp_path / "nowhere")).returncode == 2


def test_a_reader_may_stop_reading(folder):
    with subprocess.Popen(
        [LAYAN, "plan", "show", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""


def test_tables_come_through_pipes(folder):
    asked = ["--channel", "email", "--target", "first_reply", "--csv", "-"]
    ran = run("plan", "due", folder, *asked, input="from\n2026-03-02T08:00\n")
    assert ran.stdout == "from,due\n2026-03-02T08:00,2026-03-02T05:00:00Z\n"


def test_a_plan_is_asked_without_django_or_a_database(folder):
    code = (
        "import sys; from layan.runtime.cli import main\n"
        "for arguments in (['check'], ['show'], ['open', '--channel', 'phone', '--at', '2026-03-02'],\n"
        "    ['due', '--channel', 'phone', '--target', 'hold', '--from', '2026-03-02'],\n"
        "    ['may', '--role', 'lead', '--offer', 'refund'], ['holidays', '--year', '2026']):\n"
        "    assert main(['plan', arguments[0], sys.argv[1], *arguments[1:]]) == 0\n"
        "assert not {'django', 'sqlite3', 'layan.records', 'numpy'} & set(sys.modules), sorted(sys.modules)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
