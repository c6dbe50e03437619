import os

import pytest

from layan.plan.folder import LARGEST_FILE, load, read_files
from layan.plan.plan import Plan
from layan.plan.source import PlanErrors
from tests.plan.small_plan import FILES, page


@pytest.fixture
def folder(tmp_path):
    for path, text in FILES.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def problems(folder):
    with pytest.raises(PlanErrors) as errors:
        load(folder)
    return [(str(problem.position), problem.code) for problem in errors.value.problems]


def test_a_folder_is_a_plan(folder):
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "other.md").write_text(page("team"), encoding="utf-8")
    assert read_files(folder) == FILES | {"a/b/other.md": page("team")}
    assert load(str(folder)).digest == Plan.read(read_files(folder)).digest


def test_line_ends_are_kept(folder):
    (folder / "care.md").write_bytes(FILES["care.md"].replace("\n", "\r\n").encode())
    assert "\r\n" in read_files(folder)["care.md"]
    assert load(folder).pages["care"].kind == "team"


def test_what_is_hidden_or_no_page_is_left_alone(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "x.md").write_text("no page", encoding="utf-8")
    (folder / ".draft.md").write_text("no page", encoding="utf-8")
    (folder / "logo.png").write_bytes(b"\x89PNG")
    assert set(read_files(folder)) == set(FILES)


def test_no_link_leads_out(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text(page("team"), encoding="utf-8")
    (folder / "secret.md").symlink_to(outside / "secret.md")
    (folder / "more").symlink_to(outside)
    (folder / "same.md").symlink_to(folder / "care.md")
    (folder / "gone.md").symlink_to(folder / "nothing.md")
    assert problems(folder) == [("gone.md:1:1", "page"), ("secret.md:1:1", "page")]


def test_what_cannot_be_read_is_told_with_everything_else(folder):
    (folder / "big.md").write_bytes(b"x" * (LARGEST_FILE + 1))
    (folder / "odd.md").mkdir()
    (folder / "latin.md").write_bytes(b"---\nkind: team\nname: Caf\xe9\n---\n")
    (folder / "email.md").write_text("no rules", encoding="utf-8")
    os.mkfifo(folder / "pipe.md")
    assert problems(folder) == [
        ("big.md:1:1", "size"), ("email.md:1:1", "front-matter"), ("latin.md:3:10", "encoding"),
        ("pipe.md:1:1", "page"),
    ]  # fmt: skip


def test_a_name_that_is_no_utf_8(folder):
    (folder / os.fsdecode(b"caf\xe9.md")).write_text(page("team"), encoding="utf-8")
    assert problems(folder) == [("caf?.md:1:1", "key")]


def test_there_is_no_folder(tmp_path):
    assert problems(tmp_path / "nowhere") == [(f"{tmp_path / 'nowhere'}:1:1", "page")]
    assert problems(tmp_path) == [("business.md:1:1", "page")]
