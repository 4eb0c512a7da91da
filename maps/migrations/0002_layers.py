"""Where the views that layers are read from were once installed; 0003 does it now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("maps", "0001_layers"), ("issues", "0006_support")]
    operations = []
