"""Pages of decisions: made in a meeting, voted on, and read by everybody."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from issues.models import PublicIssue
from neighbourhoods.models import Neighbourhood
from places.models import PublicPlace
from workinggroups.decisions import actions
from workinggroups.decisions.forms import CloseForm, DecisionForm, VoteForm
from workinggroups.errors import RefusedError
from workinggroups.models import Decision, Meeting, Outcome, Snapshot, Voice, Way
from workinggroups.rights import Right, may
from workinggroups.views import identity_of, member_of, of_meeting, rights_of

PER_PAGE = 20


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What was decided, the newest first."""
    listed = Decision.objects.select_related("group").exclude(outcome=Outcome.VOTING)
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workinggroups/decisions/list.html", {"page": page})


@require_safe
def decision(request: HttpRequest, id: UUID) -> HttpResponse:
    """A decision: its words, how it came about, what it is about, and what follows from it."""
    return _page(request, _found(id))


@of_meeting(Right.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, meeting: Meeting, item: int) -> HttpResponse:
    """Record a decision by consensus, or put one to the vote."""
    found = get_object_or_404(meeting.items.select_related("meeting__group"), pk=item)
    form = DecisionForm(meeting.group, request.POST if request.method == "POST" else None)
    identity = identity_of(request)
    if form.is_valid():
        try:
            made = actions.decide(id=identity, item=found, facts=form.cleaned_data)
            return redirect("decisions:decision", id=made.pk)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "meeting": meeting, "item": found, "identity": identity}
    status = 422 if form.errors else 200
    return render(request, "workinggroups/decisions/decide.html", context, status=status)


@never_cache
@login_required
@require_POST
def vote(request: HttpRequest, id: UUID) -> HttpResponse:
    """Vote, once."""
    found = _found(id)
    member = member_of(found.group, request)
    if member is None or not member.is_in:
        raise PermissionDenied
    form = VoteForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, vote_form=form, status=422)
    try:
        voice = Voice(form.cleaned_data["voice"])
        actions.vote(decision=found, member=member, voice=voice)
    except RefusedError as refused:
        return _page(request, _found(id), refused=refused, status=409)
    return redirect("decisions:decision", id=id)


@never_cache
@login_required
@require_POST
def close(request: HttpRequest, id: UUID) -> HttpResponse:
    """Close a vote, and say what was said against it."""
    found = _found(id)
    if not may(member_of(found.group, request), Right.LEAD):
        raise PermissionDenied
    form = CloseForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, found, close_form=form, status=422)
    try:
        actions.close_vote(decision=found, dissent=form.cleaned_data["dissent"])
    except RefusedError as refused:
        return _page(request, _found(id), refused=refused, status=409)
    return redirect("decisions:decision", id=id)


def _found(pk: UUID) -> Decision:
    related = ("group", "item__meeting", "supersedes")
    return get_object_or_404(Decision.objects.select_related(*related), pk=pk)


def _page(
    request: HttpRequest,
    found: Decision,
    *,
    vote_form: VoteForm | None = None,
    close_form: CloseForm | None = None,
    refused: RefusedError | None = None,
    status: int = 200,
) -> HttpResponse:
    member = member_of(found.group, request)
    voted = member is not None and actions.has_voted(decision=found, member=member)
    context = {
        "decision": found,
        "newer": found.superseded_by,
        "may": rights_of(member),
        "has_voted": voted,
        "is_elector": member is not None and member.pk in found.electors,
        "turns": _turns(found),
        "votes": _votes(found),
        "actions": found.actions.all(),
        "about": _about(found),
        "views": Snapshot.objects.filter(subject__item=found.item_id).select_related("subject"),
        "vote_form": vote_form or VoteForm(label_suffix=""),
        "close_form": close_form or CloseForm(label_suffix=""),
        "refused": refused,
    }
    return render(request, "workinggroups/decisions/decision.html", context, status=status)


def _turns(found: Decision) -> int:
    """Return how many voted so far."""
    taken = found.secret_turns if found.way == Way.SECRET_VOTE else found.open_votes
    return taken.count()


def _votes(found: Decision) -> list[tuple[str, list[str]]]:
    """Return who said what in an open vote that is over; who erased their account is a dash."""
    if found.is_open or found.way != Way.OPEN_VOTE:
        return []
    votes = list(found.open_votes.select_related("member"))
    return [
        (str(voice.label), [v.member.name if v.member else "–" for v in votes if v.voice == voice])
        for voice in Voice
    ]


def _about(found: Decision) -> dict[str, Any]:
    """Return the public reports and places, and the mahalle, that a decision is about."""
    issues = PublicIssue.objects.filter(number__in=found.issues).select_related("category")
    places = PublicPlace.objects.filter(number__in=found.places)
    mahalle = Neighbourhood.objects.current().filter(code__in=found.mahalle).defer("boundary")
    return {
        "issues": issues if found.issues else [],
        "places": places if found.places else [],
        "mahalle": mahalle if found.mahalle else [],
    }
