"""Mails as customers write them, for every desk the same: words of the large desk, plain and HTML, and answers that
quote what they answer."""

from email.message import EmailMessage
from random import Random

from layan.actions.demo.year import stories
from layan.actions.seed.words import letter

TO = "halo@kopi-senja.example"


def new(random: Random) -> bytes:
    """A new matter of somebody who never wrote before."""
    number = random.getrandbits(40)
    return _mail(random, f"nia.new.{number}@example.net", f"Nia {number}", "", "")


def answer(random: Random, sender: str, message_id: str, subject: str, quoted: str) -> bytes:
    """Her answer to the mail with that id."""
    return _mail(random, sender, "", message_id, quoted, f"Re: {subject}")


def _mail(random: Random, sender: str, name: str, answers: str, quoted: str, subject: str = "") -> bytes:
    story = random.choice(stories())
    mail = EmailMessage()
    mail["From"] = f"{name} <{sender}>" if name else sender
    mail["To"] = TO
    mail["Subject"] = subject or story.subject
    mail["Date"] = "Thu, 26 Nov 2026 07:00:00 +0000"
    mail["Message-ID"] = f"<{random.getrandbits(64):x}@example.net>"
    text = letter(story.text, story.language, False, random).text
    if answers:
        mail["In-Reply-To"] = mail["References"] = f"<{answers.strip('<>')}>"
        text += "\n\nOn Wed, 25 Nov 2026 at 10:12, Kopi Senja wrote:\n" + "\n".join(
            f"> {line}" for line in quoted.split("\n")
        )
    mail.set_content(text)
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    mail.add_alternative(f"<html><body>{paragraphs}</body></html>", subtype="html")
    return mail.as_bytes()
