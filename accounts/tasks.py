"""Work of accounts that the worker does."""

from procrastinate.contrib.django import app

from accounts.expired import forget_expired
from accounts.limits import forget_old_uses


@app.periodic(cron="10 * * * *")
@app.task(queueing_lock="forget-old-uses", pass_context=False)
def forget_uses(timestamp: int) -> None:
    """Every hour: forget which networks were here, and who tried to log in."""
    forget_old_uses()
    forget_expired()
