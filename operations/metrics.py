"""Numbers for Prometheus: how long answers take, and what `operations.measures` says."""

import os
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from operations.measures import MEASURES

PREFIX = "ortakharita"

SECONDS = Histogram(
    f"{PREFIX}_answer_seconds",
    "How long answers take, by the pattern of their address.",
    ["route", "method", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


class Measured(Collector):
    """The measures, read when they are asked for."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Read one after another."""
        for measure in MEASURES:
            yield GaugeMetricFamily(f"{PREFIX}_{measure.name}", str(measure.title), measure.read())


def exposition() -> bytes:
    """Return all numbers of all web processes in Prometheus' text format."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the one thing that prometheus_client leaves without types
    else:
        registry.register(SECONDS)
    registry.register(Measured())
    return bytes(generate_latest(registry))
