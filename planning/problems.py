"""What is wrong with a form, as the API says it."""

from django.forms import Form
from rest_framework.exceptions import ValidationError


def problem_of(form: Form) -> ValidationError:
    """Return the errors of a form as a problem, by field."""
    return ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})
