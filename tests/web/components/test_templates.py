"""Component partials: each says what it takes, none brings code or style of its own."""

import re
from pathlib import Path

from layan.web.components import icons
from layan.web.styleguide import samples

WEB = Path(icons.__file__).parent.parent
COMPONENTS = WEB / "components" / "templates" / "components"
TEMPLATES = sorted(WEB.rglob("*.html"))


def test_every_component_begins_with_its_context():
    astray = [
        path.name for path in COMPONENTS.glob("*.html") if not path.read_text("utf-8").startswith("{# ")
    ]
    assert astray == []


def test_every_component_is_in_the_style_guide():
    names = {path.stem for path in COMPONENTS.glob("*.html")}
    assert names - samples.samples("light").keys() == samples.ELSEWHERE.keys()


def test_no_template_has_code_or_style_inside():
    inline = re.compile(r"\sstyle=|\son\w+=|<style|<script(?![^>]*\ssrc=)|javascript:|hx-on", re.I)
    found = [str(path.relative_to(WEB)) for path in TEMPLATES if inline.search(path.read_text("utf-8"))]
    assert found == []


def test_every_icon_asked_for_exists():
    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([^"]+)"', path.read_text("utf-8"))}
    assert asked - icons.symbols().keys() == set()
