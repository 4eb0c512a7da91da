"""Say that the name of a key is read by everybody, and keep more of what a receiver said."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0009_webhooks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="clientkey",
            name="name",
            field=models.CharField(
                help_text="Everybody reads it beside what it answers.",
                max_length=120,
                verbose_name="whose",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="said",
            field=models.CharField(blank=True, max_length=300, verbose_name="last answer"),
        ),
    ]
