"""Lines of JSON that a program can read and that tell nothing of anybody.

What is asked for is told by the pattern of its address, never by the address: in that stand secret ids,
places and words that somebody searched for.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from operations.requests import current

FACTS = ("route", "method", "status", "ms", "bytes", "account", "network")
"""What a line may bring along beside its message."""

PERSONAL = [
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE), "[id]"),
    (re.compile(r"https?://\S+"), "[address]"),
    (
        re.compile(
            r"^(DETAIL|CONTEXT|STATEMENT|LINE \d+):.*?(?=^\S*(?:Error|Exception|Violation)\b|^Traceback|^The above|\Z)",
            re.M | re.S,
        ),
        r"\1: [left out]\n",
    ),
    (re.compile(r"(invalid input syntax for type \w+): \".*?\"$", re.M | re.S), r"\1: [left out]"),
    (re.compile(r"\b0?5\d{2}[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}\b"), "[telephone]"),
]
"""What errors of libraries may quote, and what stands there instead."""


class JsonFormatter(logging.Formatter):
    """One line of JSON for each record: when (UTC), how grave, from where, of which request, and what."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": current.get() or _job(record),
            "message": impersonal(_message(record)),
        }
        told |= {fact: getattr(record, fact) for fact in FACTS if hasattr(record, fact)}
        if record.exc_info:
            told["error"] = impersonal(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False, default=str)


def impersonal(text: str) -> str:
    """Return a text without what may be personal in it.

    >>> impersonal("refused: ayse@example.org")
    'refused: [e-mail]'
    """
    for what, instead in PERSONAL:
        text = what.sub(instead, text)
    return text


def route_of(request: Any) -> str:
    """Return the pattern of an address, as config/urls.py has it; "" where there is no such page."""
    return str(request.resolver_match.route) if request.resolver_match else ""


def _job(record: logging.LogRecord) -> str:
    """Return the name of the job that the worker tells of; "" for none."""
    job = getattr(record, "job", None)
    return f"job-{job['id']}" if isinstance(job, dict) else ""


def _message(record: logging.LogRecord) -> str:
    """Return what a record says, in words of our own where a library would tell an address or arguments."""
    request: Any = getattr(record, "request", None)
    if hasattr(request, "resolver_match"):
        return f"{request.method} {route_of(request)} failed"
    jobs = getattr(record, "jobs", None) or [getattr(record, "job", None)]
    if isinstance(jobs[0], dict):
        named = ", ".join(f"{job['task_name']}[{job['id']}]" for job in jobs)
        return f"{getattr(record, 'action', '')} {named}"
    return record.getMessage()
