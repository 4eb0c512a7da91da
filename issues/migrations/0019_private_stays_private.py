"""Only the help changes: what the secretariat alone reads stays so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0018_comment_decisions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="question",
            name="is_public",
            field=models.BooleanField(
                default=False,
                help_text="Otherwise the secretariat alone, and whoever is asked is told so: that stays once saved.",
                verbose_name="everybody may read the answers",
            ),
        ),
    ]
