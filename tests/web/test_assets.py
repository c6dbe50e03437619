import gzip
import re

from layan.web.assets import FOLDER, STYLE_SHEET, joined

CSS = FOLDER / "layan" / "css"
IMPORTED = re.findall(r'@import "([^"]+)"', (FOLDER / STYLE_SHEET).read_text("utf-8"))


def test_every_part_is_imported_once():
    parts = {str(path.relative_to(CSS)) for path in CSS.rglob("*.css")} - {"layan.css"}
    assert sorted(IMPORTED) == sorted(parts)


def test_the_joined_sheet_holds_every_part_and_asks_for_nothing_more():
    whole = joined()
    assert "@import" not in whole
    assert "url(" not in whole
    assert whole.count("@layer components {") == sum(name.startswith("components/") for name in IMPORTED)


def test_the_layers_are_named_before_they_are_filled():
    assert joined().startswith("@layer reset, tokens, base, layout, components, pages;")


def test_the_sheet_and_the_scripts_leave_room_for_the_page():
    """The first page is to stay under 150 KB, of which htmx has 17."""
    scripts = b"".join(path.read_bytes() for path in (FOLDER / "layan" / "js").glob("*.js"))
    assert len(gzip.compress(joined().encode())) < 20_000
    assert len(gzip.compress(scripts)) < 15_000
