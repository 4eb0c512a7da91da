"""Pages of fairness: the question with its answer, and the scenarios that were kept."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from uuid_utils.compat import uuid7

from accounts.models import User
from accounts.views import staff_only
from intake.fields import TextField
from planning.fairness.actions import keep_scenario
from planning.fairness.answer import NothingToCompareError, answer_to
from planning.fairness.curve import curve_path
from planning.fairness.question import FairnessForm, Rule
from planning.fairness.sentences import measures_in_words
from planning.indicators import all_indicators
from planning.models import Scenario

PER_PAGE = 40


class KeepForm(forms.Form):
    """The name under which a scenario is kept."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    title = TextField(label=_("Title"), max_length=120)
    note = TextField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
def fairness(request: HttpRequest) -> HttpResponse:
    """Who has what beside who needs what, and what another rule would change."""
    form, answer = _asked(request.GET)
    keep = KeepForm(initial={"id": uuid7()}, label_suffix="")
    return _page(request, form, answer, keep)


@staff_only
@permission_required("planning.keep_scenario", raise_exception=True)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the question of the address with its answer as it is at this moment."""
    form, answer = _asked(request.GET)
    kept = KeepForm(request.POST, label_suffix="")
    if answer is None or not kept.is_valid():
        return _page(request, form, answer, kept, status=422)
    scenario = keep_scenario(
        **kept.cleaned_data,
        question={k: v for k, v in request.GET.items() if k in form.fields},
        answer=answer,
        by=cast("User", request.user),
    )
    return redirect("fairness:scenario", id=scenario.pk)


@require_safe
def scenarios(request: HttpRequest) -> HttpResponse:
    """The scenarios that were kept, newest first."""
    page = Paginator(Scenario.objects.defer("answer"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "planning/fairness/scenarios.html", {"page": page})


@require_safe
def scenario(request: HttpRequest, id: UUID) -> HttpResponse:
    """A scenario as it was when it was kept, whatever was loaded since."""
    kept = get_object_or_404(Scenario, pk=id)
    context = {"scenario": kept, "again": urlencode(kept.question), **_told(kept.answer)}
    return render(request, "planning/fairness/scenario.html", context)


def _asked(query: Any) -> tuple[FairnessForm, dict[str, Any] | None]:
    """Return the form, and the answer; None where something is wrong, which the form tells."""
    form = FairnessForm(query.dict(), all_indicators())
    if not form.resources or not form.is_valid():
        return form, None
    try:
        return form, answer_to(form.question())
    except NothingToCompareError as error:
        form.add_error(None, str(error))
        return form, None


def _page(
    request: HttpRequest,
    form: FairnessForm,
    answer: dict[str, Any] | None,
    keep: KeepForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "keep": keep, "query": request.GET.urlencode()}
    if answer:
        context |= _told(answer)
    elif form.resources and form.errors:
        status = max(status, 400)
    return render(request, "planning/fairness/fairness.html", context, status=status)


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    """Return what the pages show of an answer."""
    return {
        "answer": answer,
        "rows": [
            row
            | {
                "need_percent": 100 * row["need"],
                "share_percent": 100 * row["share"],
                "changes_percent": 100 * row["rank_changes"],
            }
            for row in answer["rows"]
        ],
        "measures": measures_in_words(
            answer["measures"], answer["then"], has_index=bool(answer["parts"])
        ),
        "curve": curve_path(answer["curve"]),
        "then_curve": curve_path(answer["then_curve"]) if answer["then_curve"] else "",
        "rule": Rule(answer["rule"]).label if answer["rule"] else "",
    }
