"""Addresses of groups."""

from django.urls import path

from workinggroups.groups import views
from workinggroups.meetings import views as meetings

app_name = "groups"
urlpatterns = [
    path("", views.groups, name="list"),
    path("new/", views.found, name="new"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/views/", views.keep_view, name="keep-view"),
    path("<slug:slug>/views/<int:id>/forget/", views.forget_view, name="forget-view"),
    path("<slug:slug>/calendar.ics", meetings.group_calendar, name="calendar"),
    path("<slug:slug>/meetings/new/", meetings.call, name="call"),
    path("<slug:slug>/members/", views.members, name="members"),
    path("<slug:slug>/members/<int:id>/<slug:action>/", views.act, name="act"),
]
