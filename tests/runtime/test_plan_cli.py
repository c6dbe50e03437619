"""`layan plan …` as people and programs use it."""

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
from tests.runtime.asked_plan import answer, english, folder, layan, write

__all__ = ["answer", "english", "folder", "layan"]

LAYAN = Path(sys.executable).with_name("layan")
ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "plan-cli.md").read_text(encoding="utf-8")


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
        (["may", "--role", "lead", "--offer", "refund", "--amount", "75"], "for example 75 IDR."),
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
