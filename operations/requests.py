"""The id under which a request, or a job of the worker, is found in every log: of web, worker and database."""

import time
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.db.backends.base.base import BaseDatabaseWrapper
from procrastinate import JobContext

current: ContextVar[str] = ContextVar("request", default="")
"""What is being done; "" for nothing that has an id."""


def new_id() -> str:
    """Return an id that nobody else has."""
    return uuid4().hex[:16]


async def named_job(
    call_next: Callable[[], Awaitable[Any]], context: JobContext, *_more: Any
) -> Any:
    """Do a job of the worker under its number."""
    token = current.set(f"job-{context.job.id}")
    try:
        return await call_next()
    finally:
        current.reset(token)


def name_statements(connection: BaseDatabaseWrapper, **_more: Any) -> None:
    """Let PostgreSQL's log and its list of what is under way tell whose a statement is."""
    if _with_name not in connection.execute_wrappers:
        # In the first place: a block that wraps for a while ends its own by the last.
        connection.execute_wrappers.insert(0, _with_name)


def _with_name(execute: Callable[..., Any], sql: Any, *more: Any) -> Any:
    name = current.get()
    told = f"{sql}\n/* {name} */" if name and isinstance(sql, str) else sql
    return execute(told, *more)


def milliseconds_since(begun: float) -> float:
    """Return how long it is since `time.perf_counter()` said so, to a tenth."""
    return round((time.perf_counter() - begun) * 1000, 1)
