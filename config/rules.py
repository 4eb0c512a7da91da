"""The rules of the community."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Tell what keeps the map useful, and what is taken down."""
    return render(request, "rules.html")
