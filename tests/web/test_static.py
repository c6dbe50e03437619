"""What style sheets and scripts may say."""

import re

from layan.web.assets import FOLDER
from layan.web.components.icons import symbols

CSS = FOLDER / "layan" / "css"
SCRIPTS = FOLDER / "layan" / "js"
PHYSICAL = re.compile(
    r"(?:^|[\s;{])((?:margin|padding|border)-(?:left|right|top|bottom)|(?:min-|max-)?(?:width|height)|"
    r"left|right|top|bottom|text-align:\s*(?:left|right)|float)\s*:"
)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab)\(")


def _lines(folder, suffix):
    for path in sorted(folder.rglob(f"*{suffix}")):
        text = re.sub(
            r"/\*.*?\*/", lambda found: "\n" * found[0].count("\n"), path.read_text("utf-8"), flags=re.S
        )
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(folder)}:{number}", line


def test_properties_follow_the_line_of_writing():
    """In a container or media query width is what is asked, not what is set."""
    found = [
        place
        for place, line in _lines(CSS, ".css")
        if PHYSICAL.search(re.sub(r"@(?:media|container)[^{]*\{?", "", line))
    ]
    assert found == []


def test_colours_are_named_in_the_tokens_alone():
    mail = "components/entry.css"  # other people's mail is drawn on white, in either scheme
    found = [place for place, line in _lines(CSS, ".css") if COLOUR.search(line)]
    assert {place.split(":")[0] for place in found} <= {"tokens.css", mail}
    assert sum(place.startswith(mail) for place in found) <= 1


def test_every_sheet_says_its_layer():
    layers = {"reset", "tokens", "base", "layout", "components", "pages"}
    for path in CSS.rglob("*.css"):
        if path.name not in ("layan.css", "layers.css"):
            assert set(re.findall(r"@layer (\w+) \{", path.read_text("utf-8"))) <= layers
            assert "@layer" in path.read_text("utf-8"), path


def test_scripts_make_no_code_and_set_no_style():
    forbidden = re.compile(
        r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|\.style\b|document\.write"
    )
    # htmx's own word for a swap is no code; a frame can only be made as high as its mail by measuring it, and toasts
    # stand above a composer only when its height is known.
    allowed = ('swap: "outerHTML"', "this.frame.style.height", '.style.setProperty("--composer-height"')
    lines = [
        (place, line) for place, line in _lines(SCRIPTS, ".js") if not any(one in line for one in allowed)
    ]
    assert [place for place, line in lines if forbidden.search(line)] == []


def test_the_sprite_keeps_the_licence_of_its_icons():
    sprite = (FOLDER / "layan" / "icons.svg").read_text("utf-8")
    assert "ISC License" in sprite
    assert "Cole Bemis" in sprite
    assert sprite.count("<symbol ") == len(symbols())
