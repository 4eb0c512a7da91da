"""A cluster, one task for each file, and what failed by its name."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

AGAIN = 2
"""Times that a file which failed is tried once more."""


@contextmanager
def cluster(scheduler: str, workers: int, memory: str) -> Iterator[Client]:
    """Connect to a scheduler, or start workers of this machine; `memory` is what each may take."""
    if scheduler:
        with Client(scheduler) as client:
            yield client
        return
    with (
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=memory,
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address=None,
            host="127.0.0.1",
        ) as local,
        Client(local) as client,
    ):
        yield client


def over_files(
    client: Client,
    work: Callable[..., Any],
    files: Sequence[Path],
    *shared: Any,
    done: Callable[[Path, Any], None],
) -> dict[Path, str]:
    """Do some work on each file, wherever there is a worker, and hand over each result as it comes.

    A worker that is killed loses nothing: its files are done by another.

    Returns:
        The files that failed for good, with the reason.
    """
    known = client.scatter(list(shared), broadcast=True)
    futures = {client.submit(work, file, *known, retries=AGAIN, pure=False): file for file in files}
    failed: dict[Path, str] = {}
    for future in as_completed(futures):
        file, error = futures[future], future.exception()
        if error is None:
            done(file, future.result())
        else:
            failed[file] = _told(error)
        future.release()
    return failed


def _told(error: BaseException) -> str:
    if isinstance(error, KilledWorker):
        return "workers were killed over it: is there memory enough?"
    return str(error) or type(error).__name__
