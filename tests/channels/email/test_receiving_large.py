"""A mail of 50 MB goes the whole way in a process of its own, whose memory is looked at afterwards."""

import json
import subprocess
import sys

from tests.servers import layan
from tests.tree import ROOT

BOUND = 6
"""Times the mail: it is held as it came, as a parameter of the database, as what the database gives, and decoded."""

CODE = """
import base64, json, resource, sys, time
from layan.runtime.started import started; started()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.cast import NOW, make
from tests.channels.email.desk import arrives
make()
def mail(number, megabytes):
    head = (
        f"From: budi@example.net\\nMessage-ID: <{number}@example.net>\\nSubject: Besar\\nMIME-Version: 1.0\\n"
        'Content-Type: multipart/mixed; boundary="b"\\n\\n--b\\nContent-Type: text/plain\\n\\nIsi.\\n--b\\n'
        "Content-Type: application/zip; name=a.zip\\nContent-Transfer-Encoding: base64\\n\\n"
    )
    line = base64.b64encode(b"x" * 57) + b"\\n"
    return head.encode() + line * (megabytes * 2**20 // len(line)) + b"--b--\\r\\n"
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
arrives(mail(0, 1))
small, content = peak(), mail(1, 50)
began = time.process_time()
row = arrives(content)
attached = row.case.messages.get(direction="in").attachments.get().file.size
print(json.dumps([row.state, attached, peak() - small, time.process_time() - began]))
"""


def test_its_memory_is_bounded():
    with layan.installation() as installation:
        done = subprocess.run(
            [sys.executable, "-c", CODE],
            capture_output=True,
            text=True,
            env=installation.environment,
            cwd=ROOT,
        )
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    state, attached, megabytes, seconds = json.loads(done.stdout)
    assert state == "understood"
    assert attached > 36 * 2**20
    assert megabytes < BOUND * 50, f"{megabytes:.0f} MB for a mail of 50 MB"
    assert seconds < 5
