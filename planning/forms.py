"""What is asked about a topic and one mahalle."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from issues.models import Category
from neighbourhoods.models import Neighbourhood


class TopicForm(forms.Form):
    """A group of categories, and a mahalle; each may be left out."""

    category = forms.ModelChoiceField(
        Category.objects.none(),
        label=_("Topic"),
        to_field_name="slug",
        empty_label=_("all topics"),
        required=False,
    )
    mahalle = forms.ModelChoiceField(
        Neighbourhood.objects.none(),
        label=_("Neighbourhood"),
        to_field_name="slug",
        empty_label=_("all"),
        required=False,
    )

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data, label_suffix="")
        fields = cast("dict[str, forms.ModelChoiceField[Any]]", self.fields)
        fields["category"].queryset = Category.objects.filter(parent=None, is_active=True)
        fields["mahalle"].queryset = Neighbourhood.objects.current().defer("boundary")
