"""Files that somebody sent, given out so that nothing in them can run on our origin."""

from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from layan.records.models import Attachment

SHOWN: Final = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""What is shown in the browser; everything else is downloaded, whatever it says it is."""


def served(attachment: Attachment) -> HttpResponseBase:
    """The file itself; no browser takes it for a page of ours."""
    shown = attachment.mime in SHOWN
    answer = FileResponse(
        default_storage.open(attachment.file.path),
        content_type=attachment.mime if shown else "application/octet-stream",
    )
    answer["Content-Disposition"] = content_disposition_header(not shown, attachment.name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
