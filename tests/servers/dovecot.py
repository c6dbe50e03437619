"""A Dovecot that serves IMAP and takes mail by LMTP; every user exists once somebody asks for it."""

import imaplib
import itertools
import os
import pwd
import smtplib
import ssl
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.servers import certificate, parts
from tests.servers.process import Server, folder, free_port, identity, unprivileged

PASSWORD = "correct-horse"

_CONFIGURATION = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
default_vsz_limit = 0
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_home = {home}/mail/%u
mail_location = maildir:~/Maildir
mail_max_userip_connections = 200
imap_idle_notify_interval = 10 s
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u allow_all_users=yes
}}
service anvil {{
  chroot =
  # Without this a wrong password slows down whoever signs in next from the same address.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service lmtp {{
  user = {user}
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""

_TOKENS = """
introspection_mode = post
introspection_url = http://127.0.0.1:{provider}/introspect
username_attribute = username
username_format = %u
active_attribute = active
active_value = true
"""


@dataclass
class Inbox:
    """One user's mailbox, seen with the eyes of its owner."""

    server: "Dovecot"
    user: str
    password: str = PASSWORD

    @contextmanager
    def session(self) -> Iterator[imaplib.IMAP4]:
        """Signed in, with INBOX selected."""
        with imaplib.IMAP4(self.server.host, self.server.imap) as imap:
            imap.login(self.user, self.password)
            imap.select("INBOX")
            yield imap

    def append(
        self, raw: bytes, *, folder: str = "INBOX", flags: str = "", at: datetime | None = None
    ) -> None:
        """Puts a mail there as another mail program would, received `at`."""
        date = imaplib.Time2Internaldate(at) if at else ""
        with self.session() as imap:
            imap.create(folder)
            status, words = imap.append(folder, flags, date, raw)
            assert status == "OK", words

    def fill(self, mails: Iterable[bytes], *, at: datetime) -> None:
        """Puts many mails there, received `at`, through one connection."""
        with self.session() as imap:
            for raw in mails:
                status, words = imap.append("INBOX", "", imaplib.Time2Internaldate(at), raw)
                assert status == "OK", words

    def deliver(self, raw: bytes, sender: str = "sender@example.org") -> None:
        """Mail comes in from outside."""
        with smtplib.LMTP(self.server.host, self.server.lmtp) as lmtp:
            lmtp.sendmail(sender, [self.user], raw)

    def messages(self, folder: str = "INBOX") -> list[bytes]:
        """Every mail of a folder, oldest first; looking marks none as seen."""
        return [body for _, body in self._fetch(folder, "BODY.PEEK[]")]

    def wait(self, count: int = 1, seconds: float = 20) -> list[bytes]:
        """Returns the mails of INBOX once there are `count`. Raises AssertionError after `seconds`."""
        until = time.monotonic() + seconds
        while len(found := self.messages()) < count:
            assert time.monotonic() < until, (
                f"{self.user} has {len(found)} of {count} mails after {seconds} s"
            )
            time.sleep(0.1)
        return found

    def flags(self, folder: str = "INBOX") -> list[tuple[bytes, ...]]:
        """The flags of every mail of a folder, oldest first."""
        return [imaplib.ParseFlags(head) for head, _ in self._fetch(folder, "FLAGS BODY.PEEK[HEADER]")]

    def _fetch(self, folder: str, what: str) -> list[tuple[bytes, bytes]]:
        with self.session() as imap:
            status, _ = imap.select(folder, readonly=True)
            assert status == "OK", f"{self.user} has no folder {folder}"
            _, found = imap.search(None, "ALL")
            numbers = found[0].replace(b" ", b",").decode()
            data = imap.fetch(numbers, f"({what})")[1] if numbers else []
        return [part for part in data if isinstance(part, tuple)]

    def delete(self, *numbers: int) -> None:
        """Removes mails of INBOX by their place, the first being 1."""
        with self.session() as imap:
            imap.store(",".join(map(str, numbers)), "+FLAGS", r"(\Deleted)")
            imap.expunge()

    def renumber(self) -> None:
        """The server forgets its numbering: the same mails under another UIDVALIDITY."""
        home = self.server.home / "mail" / self.user / "Maildir"
        with self.session() as imap:
            old = int(imap.response("UIDVALIDITY")[1][0])
        self.server.drop(self.user)
        for path in home.glob("dovecot*"):
            path.unlink()
        uid_list = home / "dovecot-uidlist"
        uid_list.write_text(f"3 V{old + 1} N1 G{os.urandom(16).hex()}\n")
        if self.server.owner:
            os.chown(uid_list, self.server.owner.pw_uid, self.server.owner.pw_gid)


@dataclass
class Dovecot:
    """IMAP in clear on `imap`, under TLS on `imaps` (signed by `certificate`), LMTP on `lmtp`."""

    home: Path
    owner: pwd.struct_passwd | None
    imap: int
    imaps: int
    lmtp: int
    certificate: Path
    host: str = "127.0.0.1"
    server: Server | None = None
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def inbox(self, user: str | None = None) -> Inbox:
        """The mailbox of `user`, or of somebody nobody has used yet. It is empty and has a folder INBOX."""
        inbox = Inbox(self, user or f"box{next(self._numbers)}@example.com")
        with inbox.session():
            return inbox

    def drop(self, user: str) -> None:
        """Cuts every connection of `user`, as an unstable network does."""
        self._doveadm("kick", user)

    def start(self) -> None:
        found = parts.program("dovecot")
        assert found, "Dovecot is not on this machine"
        command = [found, "-F", "-c", self.home / "dovecot.conf"]
        self.server = Server(command, log=self.home / "out", user=self.owner)
        self.server.wait_for(self.imap, self.imaps, self.lmtp)

    def stop(self) -> None:
        if self.server:
            self.server.stop()
            self.server = None

    def trusting(self) -> ssl.SSLContext:
        """What a client needs that is to trust this server."""
        return ssl.create_default_context(cafile=str(self.certificate))

    def _doveadm(self, *words: str) -> None:
        command = ["doveadm", "-c", str(self.home / "dovecot.conf"), *words]
        subprocess.run(command, capture_output=True, cwd=self.home, **identity(self.owner))


@contextmanager
def running(provider: int) -> Iterator[Dovecot]:
    """`provider` is the port of who says which tokens let whom in."""
    owner = unprivileged("nobody")
    me = owner or pwd.getpwuid(os.getuid())
    with folder("dovecot", owner) as home:
        cert, key = certificate.write(home)
        for path in (cert, key):
            os.chown(path, me.pw_uid, me.pw_gid)
        dovecot = Dovecot(home, owner, free_port(), free_port(), free_port(), cert)
        (home / "dovecot.conf").write_text(
            _CONFIGURATION.format(
                home=home, user=me.pw_name, group=_group_name(me.pw_gid), uid=me.pw_uid, gid=me.pw_gid,
                password=PASSWORD, imap=dovecot.imap, imaps=dovecot.imaps, lmtp=dovecot.lmtp,
            )
        )  # fmt: skip
        (home / "oauth2.conf").write_text(_TOKENS.format(provider=provider))
        try:
            dovecot.start()
            yield dovecot
        finally:
            dovecot.stop()


def _group_name(gid: int) -> str:
    import grp

    return grp.getgrgid(gid).gr_name
