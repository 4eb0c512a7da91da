"""Pages of actions: recorded, told of, and answered for before everybody."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.api import TooOftenProblem, admit_request, with_retry_after
from issues.support.api import phone_of, remember_phone
from neighbourhoods.models import Neighbourhood
from planning.indicators import indicator
from workinggroups.duties import Duty
from workinggroups.errors import RefusedError
from workinggroups.models import Action, Decision, Outcome, Progress, Seen, Verdict, WorkingGroup
from workinggroups.promises import actions, effect
from workinggroups.promises.forms import ActionForm, ListForm, TellForm
from workinggroups.promises.sentences import (
    indicator_in_words,
    reports_in_words,
    voices_in_words,
)
from workinggroups.rights import Right, may
from workinggroups.views import identity_of, member_of, rights_of

PER_PAGE = 40


@require_safe
def accountability(request: HttpRequest) -> HttpResponse:
    """What was promised, what was kept, what is late: of all groups, or under a filter."""
    form = ListForm(request.GET)
    listed = Action.objects.filter(form.asked()).select_related("decision__group")
    today = timezone.localdate()
    open_ones = Q(progress__in=[Progress.PLANNED, Progress.DOING])
    counts = listed.aggregate(
        promised=Count("pk"),
        done=Count("pk", filter=Q(progress=Progress.DONE)),
        dropped=Count("pk", filter=Q(progress=Progress.DROPPED)),
        late=Count("pk", filter=open_ones & Q(due_on__lt=today)),
        effects=Count("pk", filter=~Q(seen__in=["", Seen.NOTHING])),
        no_effects=Count("pk", filter=Q(seen=Seen.NOTHING)),
    )
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "counts": counts,
        "query": query.urlencode(),
    }
    return render(request, "workinggroups/promises/list.html", context)


@require_safe
def duties(request: HttpRequest) -> HttpResponse:
    """What was done for each duty of the charter: groups, decisions, actions."""
    groups = list(WorkingGroup.objects.all())
    adopted = Decision.objects.filter(outcome=Outcome.ADOPTED).values_list("duties", flat=True)
    told = list(Action.objects.values_list("duties", "progress"))
    done = [duties for duties, progress in told if progress == Progress.DONE]
    decisions, promised = _counted(adopted), _counted(duties for duties, _progress in told)
    kept = _counted(done)
    rows = [
        {
            "duty": duty,
            "groups": [group for group in groups if duty in group.duties],
            "decisions": decisions[duty],
            "actions": promised[duty],
            "done": kept[duty],
        }
        for duty in Duty
    ]
    return render(request, "workinggroups/promises/duties.html", {"rows": rows})


def _counted(tagged: Iterable[list[str]]) -> Counter[str]:
    """Return how many there are of each duty."""
    return Counter(duty for duties in tagged for duty in duties)


@require_safe
def action(request: HttpRequest, pk: int) -> HttpResponse:
    """An action: who, by when, how far it is, and what came of it."""
    return _page(request, _found(pk))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, id: UUID) -> HttpResponse:
    """Record what follows from a decision."""
    decision = get_object_or_404(Decision.objects.select_related("group"), pk=id)
    if not may(member_of(decision.group, request), Right.FOLLOW_UP):
        raise PermissionDenied
    form = ActionForm(request.POST if request.method == "POST" else None)
    identity = identity_of(request)
    if form.is_valid():
        try:
            made = actions.promise(key=identity, decision=decision, facts=form.cleaned_data)
            return redirect("promises:action", pk=made.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "decision": decision, "identity": identity}
    status = 422 if form.errors else 200
    return render(request, "workinggroups/promises/promise.html", context, status=status)


@never_cache
@login_required
@require_POST
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how far an action is."""
    found = _found(pk)
    if not may(member_of(found.decision.group, request), Right.FOLLOW_UP):
        raise PermissionDenied
    form = TellForm(request.POST, label_suffix="")
    if form.is_valid():
        said = form.cleaned_data
        progress = Progress(said["progress"])
        try:
            actions.tell(action=found, progress=progress, note=said["note"], on=said["on"])
            return redirect("promises:action", pk=pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _page(request, found, form, status=422)


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Take what a resident says came of an action, by the id that their phone keeps."""
    found, phone = _found(pk), phone_of(request) or uuid4()
    word = request.POST.get("word", "")
    if word not in Verdict.Word.values:
        unknown = RefusedError(_("Please choose one of the answers."))
        return _page(request, found, refused=unknown, status=422)
    try:
        admit_request(request, "verdict")
        admit_request(request, "verdict-one", about=f"action {pk}")
        actions.judge(action=found, phone=phone, word=Verdict.Word(word))
    except TooOftenProblem as error:
        return with_retry_after(_page(request, found, refused=error, status=429), error)
    except RefusedError as error:
        return _page(request, found, refused=error, status=409)
    response = redirect(reverse("promises:action", args=[pk]) + "#verdict")
    remember_phone(response, phone)
    return response


def _found(pk: int) -> Action:
    related = Action.objects.select_related("decision__group", "topic")
    return get_object_or_404(related, pk=pk)


def _mahalle_names() -> dict[str, str]:
    return dict(Neighbourhood.objects.current().values_list("code", "name"))


def _page(
    request: HttpRequest,
    found: Action,
    form: TellForm | None = None,
    *,
    refused: Exception | None = None,
    status: int = 200,
) -> HttpResponse:
    member = member_of(found.decision.group, request)
    today = {"on": timezone.localdate(), "progress": found.progress}
    reports, figures = effect.effect_on_reports(found), effect.effect_on_indicator(found)
    context = {
        "action": found,
        "may": rights_of(member),
        "steps": found.steps.all(),
        "mahalle": _mahalle_names().get(found.mahalle, ""),
        "indicator": indicator(found.indicator) if found.indicator else None,
        "reports": reports,
        "reports_told": reports_in_words(reports) if reports else "",
        "figures": figures,
        "figures_told": indicator_in_words(figures) if figures else "",
        "tied": effect.tied_reports(found),
        "voices": voices_in_words(effect.voices(found)),
        "words": Verdict.Word.choices,
        "said": _said_by(request, found),
        "verdicts": effect.verdicts(found),
        "refused": refused,
        "form": form or TellForm(initial=today, label_suffix=""),
    }
    return render(request, "workinggroups/promises/action.html", context, status=status)


def _said_by(request: HttpRequest, found: Action) -> str:
    """Return what this phone said of an action, if anything."""
    phone = phone_of(request)
    verdict = found.verdicts.filter(phone=phone).first() if phone else None
    return verdict.word if verdict else ""
