"""Where the views that layers are read from first came; 0002 installs them."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("issues", "0003_cells")]
    operations = []
