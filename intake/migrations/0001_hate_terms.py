"""The lexicon moves here from the issues, as it is: its rows, and the rights to it."""

from django.db import migrations, models

RENAMED = """
ALTER TABLE issues_hateterm RENAME TO intake_hateterm;
ALTER SEQUENCE issues_hateterm_id_seq RENAME TO intake_hateterm_id_seq;
UPDATE django_content_type SET app_label = 'intake' WHERE app_label = 'issues' AND model = 'hateterm';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("issues", "0023_public_cells"),
    ]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(RENAMED)],
            state_operations=[
                migrations.CreateModel(
                    name="HateTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(
                                max_length=60, unique=True, verbose_name="word or phrase"
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("tr", "Turkish"), ("en", "English")],
                                max_length=2,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "inflects",
                            models.BooleanField(
                                default=False,
                                help_text="finds “-ler”, “-siniz” and so on too",
                                verbose_name="with Turkish endings",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(blank=True, max_length=200, verbose_name="note"),
                        ),
                        (
                            "is_active",
                            models.BooleanField(default=True, verbose_name="in use"),
                        ),
                    ],
                    options={
                        "verbose_name": "hurtful word",
                        "verbose_name_plural": "hurtful words",
                        "ordering": ["language", "text"],
                    },
                ),
            ],
        ),
    ]
