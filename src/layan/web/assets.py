"""How the look reaches a browser: one style sheet, and modules that may be kept for ever.

In development a page reads `layan.css` as it is written, an @import for each part. When the static files
are collected (at start, outside development) the parts are joined into that one file, so that a first page
asks for one style sheet instead of fifty, under a name that carries its digest; scripts that import each
other are rewritten to such names too. No tool beside Django takes part.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET: Final = "layan/css/layan.css"
FOLDER: Final = Path(__file__).parent / "static"
_IMPORT: Final = re.compile(r'^@import "([^"]+)";\n', re.MULTILINE)
_COMMENT: Final = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def joined(sheet: Path = FOLDER / STYLE_SHEET) -> str:
    """The style sheet with every part in its place, without comments and indentation."""
    whole = _IMPORT.sub(lambda found: (sheet.parent / found[1]).read_text("utf-8"), sheet.read_text("utf-8"))
    return "\n".join(line.strip() for line in _COMMENT.sub("", whole).splitlines() if line.strip())


class Assets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Collected static files, hashed and compressed, with our style sheet joined."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if STYLE_SHEET in paths and not dry_run:
            one = InMemoryStorage()
            one.save(STYLE_SHEET, ContentFile(joined().encode()))
            paths[STYLE_SHEET] = (one, STYLE_SHEET)
        yield from super().post_process(paths, dry_run, **options)
