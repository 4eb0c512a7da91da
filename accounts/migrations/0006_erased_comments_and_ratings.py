"""The log knows comments and ratings, too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_hourly_uses"),
    ]

    operations = [
        migrations.AlterField(
            model_name="erasurelog",
            name="kind",
            field=models.CharField(
                choices=[
                    ("report", "words and photos of a report"),
                    ("account", "account"),
                    ("address", "unconfirmed address"),
                    ("flag", "words of a flag"),
                    ("comment", "comment"),
                    ("rating", "words of a rating"),
                    ("session", "session"),
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
    ]
