"""How often a comment was decided on, so that nobody decides on what they have not seen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0017_erased_steps"),
    ]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="decisions",
            field=models.PositiveIntegerField(
                db_default=0,
                default=0,
                editable=False,
                help_text="how often moderators decided, so that none decides on what they have not seen",
            ),
        ),
    ]
