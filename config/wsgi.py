"""The WSGI entry point; gunicorn serves it with threads."""

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
# A page waits for a lock (of an import, of new boundaries) and for an answer only so long, and the database for
# a reader who does not go on reading. What a page asks takes milliseconds, as many as the helpers of a parallel
# query take to start.
os.environ.setdefault(
    "PGOPTIONS",
    "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=5min"
    " -c max_parallel_workers_per_gather=0",
)
if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):  # where the processes add up their numbers
    Path(folder).mkdir(parents=True, exist_ok=True)
application = get_wsgi_application()
