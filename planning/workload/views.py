"""The page of the workload."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from planning.forms import TopicForm
from planning.workload.drawing import drawing
from planning.workload.table import workload


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What waits, what came and what got done, as a table; the months as lines."""
    form = TopicForm(request.GET.dict())
    is_right = form.is_valid()
    chosen = form.cleaned_data.get("mahalle")
    found = workload(form.cleaned_data.get("category"), chosen)
    context = {"form": form, "found": found, "chosen": chosen, "drawing": drawing(found.months)}
    status = 200 if is_right else 400
    return render(request, "planning/workload/workload.html", context, status=status)
