"""The views that layers are read from, once the public view below them is there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("maps", "0002_layers"), ("issues", "0009_updates")]
    operations = []
