"""When somebody was last here, and from which browser: noted now and then, not at every click."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from layan.actions import accounts
from layan.records.models import User

log = logging.getLogger(__name__)

EVERY: Final = timedelta(minutes=5)


class SeenMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        # Only a session that was looked at anyway; a public page asks for none.
        if request.session.accessed and request.session.get("_auth_user_id"):
            try:
                self._note(request, timezone.now())
            except DatabaseError as error:  # a page that only shows something needs no room on the disk
                log.warning("not noted who was seen: %s", error)
        return answer

    def _note(self, request: HttpRequest, at: datetime) -> None:
        noted = request.session.get("seen")
        if noted and datetime.fromisoformat(noted) > at - EVERY:
            return
        if isinstance(request.user, User) and request.session.session_key:
            UserSession.objects.create_from_request(request)
            accounts.seen(user=request.user, at=at)
            request.session["seen"] = at.isoformat()
