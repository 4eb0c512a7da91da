"""E-mails that the worker sends."""

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from issues.follow import alerts
from issues.models import Issue, Pace, Subscription

MAIL = RetryStrategy(max_attempts=8, exponential_wait=5)
"""A mail server that is away for hours: the last of the tries comes after a day."""


@app.task(retry=MAIL)
def ask_for_confirmation(subscription: int) -> None:
    """Ask the owner of an address whether it is theirs."""
    for found in Subscription.objects.filter(pk=subscription):
        alerts.write_confirmation(found)


@app.task(retry=MAIL)
@transaction.atomic
def alert(number: int) -> None:
    """Let everybody who follows an issue at once have an e-mail of their own, or nobody yet."""
    for found in Issue.objects.select_related("category", "neighbourhood").filter(number=number):
        followers = Subscription.objects.confirmed().filter(pace=Pace.AT_ONCE).about(found)
        for follower in followers:
            tell.defer(subscription=follower.pk, number=found.number)


@app.task(retry=MAIL)
def tell(subscription: int, number: int) -> None:
    """Write to one follower of one issue."""
    for found in Subscription.objects.confirmed().filter(pk=subscription):
        alerts.write_update(found, number)


@app.periodic(cron="0 7 * * *")
@app.task(queueing_lock="daily-mails", pass_context=False, retry=MAIL)
@transaction.atomic
def daily_mails(timestamp: int) -> None:
    """Every morning: let each who wants a daily e-mail have it."""
    followers = Subscription.objects.confirmed().filter(pace=Pace.DAILY)
    for follower in followers:
        tell_of_the_day.defer(subscription=follower.pk)


@app.task(retry=MAIL)
def tell_of_the_day(subscription: int) -> None:
    """Write one daily e-mail, if there is something to say."""
    for found in Subscription.objects.confirmed().filter(pk=subscription):
        alerts.write_digest(found)
