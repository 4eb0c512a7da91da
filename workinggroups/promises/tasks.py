"""What came of actions, looked at every night; the worker does it."""

from procrastinate.contrib.django import app

from workinggroups.models import Action, Progress
from workinggroups.promises.effect import seen


@app.periodic(cron="40 4 * * *")
@app.task(queueing_lock="see-effects", pass_context=False)
def see_effects(timestamp: int) -> None:
    """Every night: keep what is seen of the effect of each action that is done, so that lists can tell it."""
    for action in Action.objects.filter(progress=Progress.DONE).select_related("topic"):
        Action.objects.filter(pk=action.pk).update(seen=seen(action) or "")
