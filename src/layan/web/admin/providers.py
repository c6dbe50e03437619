"""Where the mail servers of an address probably are: known providers, else the usual names."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """Hosts, ports and kinds of security to begin with."""

    imap_host: str
    smtp_host: str
    imap_port: int = 993
    imap_security: str = "tls"
    smtp_port: int = 587
    smtp_security: str = "starttls"


_GOOGLE = Guess("imap.gmail.com", "smtp.gmail.com")
_MICROSOFT = Guess("outlook.office365.com", "smtp.office365.com")
_YAHOO = Guess("imap.mail.yahoo.com", "smtp.mail.yahoo.com", smtp_port=465, smtp_security="tls")
_APPLE = Guess("imap.mail.me.com", "smtp.mail.me.com")
_YANDEX = Guess("imap.yandex.com", "smtp.yandex.com", smtp_port=465, smtp_security="tls")
_ZOHO = Guess("imap.zoho.com", "smtp.zoho.com", smtp_port=465, smtp_security="tls")
_KNOWN = {
    **dict.fromkeys(("gmail.com", "googlemail.com"), _GOOGLE),
    **dict.fromkeys(("outlook.com", "hotmail.com", "live.com", "msn.com"), _MICROSOFT),
    **dict.fromkeys(("yahoo.com", "yahoo.co.id", "ymail.com"), _YAHOO),
    **dict.fromkeys(("icloud.com", "me.com", "mac.com"), _APPLE),
    **dict.fromkeys(("yandex.com", "yandex.com.tr"), _YANDEX),
    "zoho.com": _ZOHO,
}


def guess(address: str) -> Guess:
    """For an address such as care@example.com."""
    domain = address.rpartition("@")[2].casefold()
    return _KNOWN.get(domain) or Guess(f"imap.{domain}", f"smtp.{domain}")
