"""Environments of their own for other desks, made from the package index the first time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUEUES = ("simpy==4.1.2", "ciw>=3.2,<4")
HELPDESK = ("django-helpdesk==2.6.1", "Django>=5.2,<5.3")


def helpdesk(folder: Path, *, cases: int) -> Callable[..., str]:
    """django-helpdesk in `folder` with so many cases; what is returned runs one of its commands there."""
    folder.mkdir(parents=True, exist_ok=True)
    python = _python(folder, HELPDESK)

    def run(*words: str) -> str:
        command = [python, "-m", "bench.peers.helpdesk.desk", *words]
        settings = {"DJANGO_SETTINGS_MODULE": "bench.peers.helpdesk.settings", "PEER_HOME": str(folder)}
        environment = {**os.environ, **settings}
        done = subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        return done.stdout

    if not (folder / "helpdesk.sqlite3").exists():
        run("fill", "--cases", str(cases), "--texts", str(_texts(folder)))
    return run


def queues(folder: Path) -> Path:
    """A Python in `folder` that has the simulators of queues."""
    folder.mkdir(parents=True, exist_ok=True)
    return _python(folder, QUEUES)


def _python(folder: Path, packages: tuple[str, ...]) -> Path:
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def _texts(folder: Path) -> Path:
    """Words for its cases, of the same kind as ours."""
    import json
    from random import Random

    from layan.actions.demo.year import stories
    from layan.actions.seed.words import letter

    random, file = Random(5), folder / "texts.json"
    told = [random.choice(stories()) for _ in range(4000)]
    file.write_text(json.dumps([letter(one.text, one.language, False, random).text for one in told]))
    return file
