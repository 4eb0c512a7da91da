"""Lighthouse's scores, as on a phone, of the map, the report, an issue and a mahalle."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout
from typing import Any

from django.core.management import call_command
from django.urls import reverse

from benchmarks.measure import progress, report
from benchmarks.peers import HOME, peers_python
from benchmarks.servers import GUNICORN, serving
from issues.models import PublicIssue
from neighbourhoods.models import Neighbourhood

CATEGORIES = ("performance", "accessibility", "best-practices")
TARGET = "performance 90 or more, accessibility and best practices 100"
CHROMIUM = "/usr/bin/chromium"
FLAGS = "--headless=new --no-sandbox --use-angle=swiftshader-webgl --enable-unsafe-swiftshader"


def main() -> None:
    """Serve the sample as in earnest, and let Lighthouse look at each page."""
    argparse.ArgumentParser(prog="script/bench lighthouse", description=__doc__).parse_args()
    peers_python()  # which brings Lighthouse, too
    with redirect_stdout(sys.stderr):  # ours is for the JSON alone
        call_command("prepare")
        if not PublicIssue.objects.exists():  # another benchmark has emptied the sample
            call_command("clear_sample")
            call_command("load_sample")
    with serving(GUNICORN, reverse("rules")) as port:
        scores = {name: look_at(f"http://127.0.0.1:{port}{path}") for name, path in pages().items()}
    report({"benchmark": "lighthouse", "target": TARGET, "pages": scores})


def pages() -> dict[str, str]:
    """Return the paths of the pages by what they are."""
    mahalle = Neighbourhood.objects.current().order_by("code")[0]
    issue = PublicIssue.objects.newest_first()[0]
    return {
        "map": reverse("maps:home"),
        "report": reverse("issues:new"),
        "issue": issue.get_absolute_url(),
        "mahalle": reverse("planning:neighbourhood", args=[mahalle.slug]),
    }


def look_at(address: str) -> dict[str, Any]:
    """Return a page's scores of 100, and the audits that cost it something."""
    progress.print(f"[dim]· Lighthouse, {address}[/dim]")
    ran = subprocess.run(
        [
            *("node", HOME / "node_modules/lighthouse/cli/index.js", address),
            *("--output=json", "--quiet", f"--only-categories={','.join(CATEGORIES)}"),
            f"--chrome-flags={FLAGS}",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROME_PATH": CHROMIUM},
    )
    said = json.loads(ran.stdout)
    scores = {name: round(said["categories"][name]["score"] * 100) for name in CATEGORIES}
    return scores | {"cost": costs(said)}


def costs(said: dict[str, Any]) -> dict[str, Any]:
    """Return the audits below their full score that count, with the value that was shown."""
    weights = {
        audit["id"]: audit["weight"]
        for c in said["categories"].values()
        for audit in c["auditRefs"]
    }
    audits = (said["audits"][name] for name, weight in weights.items() if weight)
    return {
        audit["id"]: audit.get("displayValue", audit["title"])
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    }
