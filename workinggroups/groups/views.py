"""Pages of groups: what they are, who belongs to them, how to join. They work without JavaScript."""

from typing import cast

from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.views import staff_only
from workinggroups.errors import RefusedError
from workinggroups.groups import actions
from workinggroups.groups.forms import FoundForm, GroupForm, InviteForm, JoinForm, RoleForm
from workinggroups.meetings.actions import forget_of_group, keep_for_group
from workinggroups.meetings.forms import ViewForm
from workinggroups.models import Decision, GroupView, Meeting, Membership, Role, State, WorkingGroup
from workinggroups.rights import Right
from workinggroups.views import member_of, rights_of, with_right

PER_PAGE = 40
LATEST = 5
FORM = require_http_methods(["GET", "HEAD", "POST"])
FACTS = ("name", "kind", "purpose", "joining", "duties")


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """Every group, by name."""
    in_force = Count("members", filter=Q(members__state=State.IN))
    listed = WorkingGroup.objects.annotate(people=in_force).order_by("name")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "workinggroups/groups/list.html", {"page": page})


@require_safe
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """A group: what it is for, and who does what in it."""
    return _group_page(request, get_object_or_404(WorkingGroup, slug=slug))


def _group_page(
    request: HttpRequest, found: WorkingGroup, form: ViewForm | None = None
) -> HttpResponse:
    member = member_of(found, request)
    people = list(found.members.in_force())
    context = {
        "group": found,
        "member": member,
        "may": rights_of(member),
        "by_role": [(role, [p for p in people if p.role == role]) for role in Role],
        "people": len(people),
        "views": GroupView.objects.filter(group=found),
        "view_form": form or ViewForm(label_suffix=""),
        "decisions": Decision.objects.filter(group=found)[:LATEST],
        "meetings": Meeting.objects.filter(group=found)[:LATEST],
    }
    status = 422 if form else 200
    return render(request, "workinggroups/groups/group.html", context, status=status)


@with_right(Right.PREPARE)
@require_POST
def keep_view(request: HttpRequest, group: WorkingGroup) -> HttpResponse:
    """Let the group keep a view of the map."""
    form = ViewForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _group_page(request, group, form)
    given = form.cleaned_data
    keep_for_group(group=group, title=given["title"], state=given["address"])
    return redirect("groups:group", slug=group.slug)


@with_right(Right.PREPARE)
@require_POST
def forget_view(request: HttpRequest, group: WorkingGroup, id: int) -> HttpResponse:
    """Let the group keep a view no longer."""
    forget_of_group(view=get_object_or_404(GroupView, pk=id, group=group))
    return redirect("groups:group", slug=group.slug)


@staff_only
@permission_required("workinggroups.add_workinggroup", raise_exception=True)
@FORM
def found(request: HttpRequest) -> HttpResponse:
    """Found a group and name its secretary."""
    form = FoundForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        given = form.cleaned_data
        facts = {name: given[name] for name in FACTS}
        who = {"secretary": given["secretary"], "name": given["secretary_name"]}
        try:
            new = actions.found_group(facts=facts, **who)
            return redirect("groups:group", slug=new.slug)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _form_page(request, "workinggroups/groups/edit.html", form, group=None)


@with_right(Right.CHANGE_GROUP)
@FORM
def edit(request: HttpRequest, group: WorkingGroup) -> HttpResponse:
    """Change what the group says of itself."""
    said = {name: getattr(group, name) for name in FACTS}
    sent = request.POST if request.method == "POST" else None
    form = GroupForm(sent, initial=said, label_suffix="")
    if form.is_valid():
        actions.change_group(group=group, facts=form.cleaned_data)
        return redirect("groups:group", slug=group.slug)
    return _form_page(request, "workinggroups/groups/edit.html", form, group=group)


@never_cache
@login_required
@FORM
def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask to join, or take an invitation up."""
    found = get_object_or_404(WorkingGroup, slug=slug)
    member = member_of(found, request)
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        initial={"name": member.name if member else ""},
        label_suffix="",
    )
    if form.is_valid():
        try:
            user = cast("User", request.user)
            actions.ask_to_join(group=found, user=user, **form.cleaned_data)
            return redirect("groups:group", slug=slug)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _form_page(request, "workinggroups/groups/join.html", form, group=found, member=member)


@never_cache
@login_required
@require_POST
def leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Take part no longer."""
    found = get_object_or_404(WorkingGroup, slug=slug)
    member = get_object_or_404(found.members.in_force(), user=request.user)
    try:
        actions.leave(member=member)
    except RefusedError as refused:
        context = {"group": found, "refused": refused}
        return render(request, "workinggroups/groups/refused.html", context, status=409)
    return redirect("groups:group", slug=slug)


@with_right(Right.CHANGE_GROUP)
@FORM
def members(request: HttpRequest, group: WorkingGroup) -> HttpResponse:
    """Who belongs to the group, who asks to, and an invitation to more."""
    form = InviteForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        given = form.cleaned_data
        role = Role(given["role"])
        try:
            actions.invite(group=group, email=given["email"], name=given["name"], role=role)
            return redirect("groups:members", slug=group.slug)
        except RefusedError as refused:
            form.add_error(None, str(refused))
    return _members_page(request, group, form)


@with_right(Right.CHANGE_GROUP)
@require_POST
def act(request: HttpRequest, group: WorkingGroup, id: int, action: str) -> HttpResponse:
    """Answer who asks, change a role, or let somebody go."""
    member = get_object_or_404(group.members, pk=id)
    steps = {
        "accept": lambda: actions.accept(member=member),
        "decline": lambda: actions.decline(member=member),
        "role": lambda: actions.change_role(member=member, role=_role(request)),
        "remove": lambda: actions.leave(member=member),
    }
    if action not in steps:
        raise Http404
    try:
        steps[action]()
    except RefusedError as refused:
        return _members_page(request, group, InviteForm(label_suffix=""), refused)
    return redirect("groups:members", slug=group.slug)


def _role(request: HttpRequest) -> Role:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise RefusedError(form.errors["role"][0])
    return Role(form.cleaned_data["role"])


def _members_page(
    request: HttpRequest,
    group: WorkingGroup,
    form: InviteForm,
    refused: RefusedError | None = None,
) -> HttpResponse:
    people: dict[str, list[Membership]] = {state: [] for state in State.values}
    for member in group.members.select_related("user"):
        people[member.state].append(member)
    context = {
        "group": group,
        "form": form,
        "refused": refused,
        "asking": people[State.ASKED],
        "invited": people[State.INVITED],
        "members": people[State.IN],
        "roles": Role.choices,
    }
    status = 409 if refused else 422 if form.errors else 200
    return render(request, "workinggroups/groups/members.html", context, status=status)


def _form_page(
    request: HttpRequest, template: str, form: GroupForm | JoinForm, **known: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **known}, status=status)
