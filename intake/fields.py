"""Fields for what people type."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from intake.texts import readable

ACCEPTED = "image/jpeg,image/png,image/webp"


class PhotosInput(forms.FileInput):
    """A field of several files that lets a phone's camera in."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ACCEPTED})


class PhotosField(forms.FileField):
    """Some files; whoever stores them looks whether they are photos."""

    widget = PhotosInput

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return a list of files, none of which is decoded yet."""
        files = [super(PhotosField, self).clean(file, initial) for file in data or []]
        if len(files) > self.most:
            sentence = _("Please choose at most %(most)d photos.") % {"most": self.most}
            raise forms.ValidationError(sentence)
        return files


class TextField(forms.CharField):
    """A text without what no program can show; if nothing else is in it, it is empty.

    What is asked for in one line is one line: it may become the subject of an e-mail.
    """

    def to_python(self, value: Any) -> str:
        """Return the readable text."""
        text = readable(super().to_python(value) or "").strip()
        return text if isinstance(self.widget, forms.Textarea) else " ".join(text.split())
