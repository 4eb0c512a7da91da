"""What the admin says of a category; nothing of the rows changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0020_public_history"),
    ]

    operations = [
        migrations.AlterField(
            model_name="category",
            name="colour",
            field=models.CharField(
                blank=True,
                help_text="Of a group, like #0072B2; what is in the group has the same.",
                max_length=7,
                verbose_name="colour",
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="glyph",
            field=models.CharField(
                help_text="its name at lucide.dev/icons", max_length=40, verbose_name="glyph"
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="open311_code",
            field=models.CharField(
                help_text="A code of yours that no other category has.",
                max_length=20,
                unique=True,
                verbose_name="Open311 code",
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                help_text="Without one it is a group itself.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="issues.category",
                verbose_name="group",
            ),
        ),
        migrations.AlterField(
            model_name="category",
            name="slug",
            field=models.SlugField(unique=True, verbose_name="slug"),
        ),
    ]
