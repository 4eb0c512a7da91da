"""What the worker does for clients of Open311."""

import logging
from io import BytesIO
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from intake.photo_files import PhotoRefusedError, cleaned
from issues.actions import RefusedError
from issues.models import Issue
from issues.open311.fetching import NotFetchedError, fetch
from issues.photos import add_photo

logger = logging.getLogger(__name__)


class NotYetError(Exception):
    """It may work later."""


@app.task(retry=RetryStrategy(max_attempts=4, exponential_wait=8, retry_exceptions={NotYetError}))
def fetch_photo(number: int, photo: str, url: str) -> None:
    """Fetch a photo that a client named, make it anew, and add it once to its report."""
    reported = Issue.objects.filter(number=number).first()
    if reported is None:
        return
    try:
        picture = cleaned(BytesIO(fetch(url)))
        add_photo(issue=reported, id=UUID(photo), photo=picture)
    except NotFetchedError as error:
        raise NotYetError(str(error)) from error
    except (PhotoRefusedError, RefusedError) as refused:
        logger.info("a photo of #%d was not taken: %s", reported.number, refused)
