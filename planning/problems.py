"""What is wrong with a question, as pages and API say it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import Form
from rest_framework.exceptions import ValidationError

from planning.statistics import TooManyError


def problem_of(form: Form) -> ValidationError:
    """Return the errors of a form as a problem, by field."""
    return ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})


@contextmanager
def counted_or_told() -> Iterator[None]:
    """Answer a part of the map with too many reports as a filter that is wrong."""
    try:
        yield
    except TooManyError as error:
        raise ValidationError([str(error)]) from error
