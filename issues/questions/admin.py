"""The questions of a category in the admin: listed with it, edited with their choices."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from issues.models import Category, Choice, Question

CHOSEN = [Question.Kind.CHOICE, Question.Kind.SEVERAL]


class ChoiceFormSet(forms.BaseInlineFormSet[Choice, Question, forms.ModelForm[Choice]]):
    """The choices of a question, two in use at least where it offers any."""

    def clean(self) -> None:
        """Refuse too few, any where none are offered, and to delete what was answered."""
        super().clean()
        if any(self.errors):
            return
        self._refuse_number()
        if self.instance.is_answered and any(form.instance.pk for form in self.deleted_forms):
            raise forms.ValidationError(
                _("There are answers already: switch a choice off instead of deleting it.")
            )

    def _refuse_number(self) -> None:
        written = [form for form in self.forms if form.instance.pk or form.has_changed()]
        kept = [form.instance for form in written if form not in self.deleted_forms]
        if self.instance.kind not in CHOSEN:
            if kept:
                raise forms.ValidationError(
                    _("Only a question with choices has some. Delete these.")
                )
        elif sum(choice.is_active for choice in kept) < 2:
            raise forms.ValidationError(_("Give two choices in use or more."))


class ChoiceInline(admin.TabularInline[Choice, Question]):
    """The choices of a question."""

    model = Choice
    formset = ChoiceFormSet
    extra = 2
    fields = ["code", "label_tr", "label_en", "position", "is_active"]
    prepopulated_fields = {"code": ["label_en"]}


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin[Question]):
    """Questions: switched off rather than deleted where somebody answered, maybe in private."""

    list_display = ["label_tr", "category", "kind", "is_required", "is_public", "is_active"]
    list_filter = ["is_active", "is_public", "kind"]
    list_select_related = ["category"]
    search_fields = ["code", "label_tr", "label_en"]
    autocomplete_fields = ["category"]
    inlines = [ChoiceInline]
    fieldsets = [
        (None, {"fields": ["category", "label_tr", "label_en", "code", "kind"]}),
        (_("Help"), {"fields": ["help_tr", "help_en"]}),
        (_("How it is asked"), {"fields": ["is_required", "is_public", "is_active", "position"]}),
        (_("Only for a number"), {"fields": ["minimum", "maximum", "unit"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        """Answers would lose their meaning with their question, those on their way their secret."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and (obj.is_answered or not obj.is_public))


class QuestionInline(admin.TabularInline[Question, Category]):
    """What a category asks, with the way to each question."""

    model = Question
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = True
    fields = ["label_tr", "kind", "is_required", "is_public", "position", "is_active"]
    readonly_fields = ["label_tr", "kind", "is_required", "is_public"]
    verbose_name_plural = _("questions (new ones are added under “Questions”)")

    def has_add_permission(self, request: HttpRequest, obj: Category | None = None) -> bool:
        """A question needs its choices, which stand on a page of its own."""
        return False
