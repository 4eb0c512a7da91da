"""Addresses of groups."""

from django.urls import path

from workinggroups.groups import views

app_name = "groups"
urlpatterns = [
    path("", views.groups, name="list"),
    path("new/", views.found, name="new"),
    path("<slug:slug>/", views.group, name="group"),
    path("<slug:slug>/edit/", views.edit, name="edit"),
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/members/", views.members, name="members"),
    path("<slug:slug>/members/<int:id>/<slug:action>/", views.act, name="act"),
]
