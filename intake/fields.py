"""Fields for what people type."""

from typing import Any

from django import forms

from intake.texts import readable


class TextField(forms.CharField):
    """A text without what no program can show; if nothing else is in it, it is empty."""

    def to_python(self, value: Any) -> str:
        """Return the readable text."""
        return readable(super().to_python(value) or "").strip()
