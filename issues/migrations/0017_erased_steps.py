"""Erasing and reopening are steps, too: whoever looked before them decides on nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0016_one_wish_once"),
    ]

    operations = [
        migrations.AlterField(
            model_name="moderationstep",
            name="action",
            field=models.CharField(
                choices=[
                    ("published", "published"),
                    ("held", "held for review"),
                    ("taken_down", "taken down"),
                    ("merged", "joined with another report"),
                    ("redacted", "personal data taken out"),
                    ("recategorised", "category changed"),
                    ("moved", "place corrected"),
                    ("answered", "answered"),
                    ("commented", "commented"),
                    ("undone", "last step undone"),
                    ("edited", "edited by its reporter"),
                    ("withdrawn", "taken back by its reporter"),
                    ("reopened", "reopened by its reporter"),
                    ("erased", "words and photos erased"),
                    ("photo_added", "photo added"),
                    ("photo_removed", "photo removed for good"),
                ],
                max_length=15,
            ),
        ),
    ]
