import uuid

import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import foundation.lifecycle.fields


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0005_what_users_choose_of_a_topic"),
        ("outcomes", "0010_parts_beside_the_table"),
        ("people", "0011_expected_probabilities"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Pack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("period", models.CharField(max_length=7)),
                (
                    "state",
                    foundation.lifecycle.fields.StateField(
                        choices=[
                            ("built", "Built, to be checked"),
                            ("published", "Published"),
                            ("replaced", "Replaced"),
                            ("withdrawn", "Withdrawn"),
                            ("discarded", "Discarded"),
                        ],
                        default="built",
                        editable=False,
                        max_length=30,
                        protected=True,
                    ),
                ),
                ("number", models.PositiveIntegerField(editable=False, null=True)),
                ("built_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(null=True)),
                (
                    "because",
                    models.CharField(blank=True, max_length=1000, verbose_name="why it was withdrawn"),
                ),
                (
                    "built_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "scrutiny pack",
                "ordering": ["-built_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PackContent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said", models.TextField()),
                ("said_hash", models.CharField(max_length=64)),
                (
                    "pack",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="content",
                        to="partnership.pack",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnership",
                        to="people.area",
                    ),
                ),
                (
                    "scrutiny",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team"
                    ),
                ),
                (
                    "team",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnership",
                        to="accounts.team",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("police", "Police"),
                            ("probation", "Probation"),
                            ("health", "Integrated care board"),
                            ("fire", "Fire and rescue"),
                            ("other", "Another partner"),
                        ],
                        max_length=20,
                    ),
                ),
                ("joined_on", models.DateField()),
                ("left_on", models.DateField(blank=True, null=True)),
                (
                    "team",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="accounts.team",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partners",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddField(
            model_name="pack",
            name="partnership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packs",
                to="partnership.partnership",
            ),
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("held_on", models.DateField()),
                (
                    "minutes",
                    models.CharField(blank=True, max_length=300, verbose_name="where the minutes are"),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("theme", models.CharField(max_length=80)),
                ("title", models.CharField(max_length=160)),
                ("year", models.CharField(max_length=7)),
                ("value", models.DecimalField(decimal_places=6, max_digits=14)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("share", "Percent"),
                            ("count", "Number"),
                            ("rate", "Per 1,000 residents"),
                            ("days", "Days"),
                            ("per_person", "Number per person"),
                            ("score", "Score"),
                            ("places", "Places"),
                            ("pounds", "Pounds"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "good",
                    models.CharField(
                        choices=[("up", "Higher is better"), ("down", "Lower is better")], max_length=4
                    ),
                ),
                ("break_before", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=200)),
                ("quality", models.CharField(blank=True, max_length=500, verbose_name="quality note")),
                (
                    "version_of",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.assessmentfigure",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessment_figures",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["theme", "title", "year", "id"],
                "base_manager_name": "versions",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("begins_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("purpose", models.TextField(blank=True)),
                (
                    "state",
                    foundation.lifecycle.fields.StateField(
                        choices=[
                            ("drafted", "Being drafted"),
                            ("adopted", "Adopted"),
                            ("abandoned", "Abandoned"),
                        ],
                        default="drafted",
                        editable=False,
                        max_length=30,
                        protected=True,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "partnership plan",
                "ordering": ["-begins_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PlanVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("adopted_on", models.DateField()),
                ("why", models.CharField(max_length=1000)),
                ("content", models.TextField()),
                ("changes", models.TextField(default="[]")),
                (
                    "adopted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="partnership.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "-number"],
            },
        ),
        migrations.AddField(
            model_name="pack",
            name="version_of_plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="packs",
                to="partnership.planversion",
            ),
        ),
        migrations.CreateModel(
            name="Priority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("why", models.TextField(blank=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="priorities",
                        to="partnership.plan",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "priorities",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=160)),
                ("indicator", models.CharField(blank=True, max_length=60)),
                ("definition", models.CharField(blank=True, max_length=500)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("share", "Percent"),
                            ("count", "Number"),
                            ("rate", "Per 1,000 residents"),
                            ("days", "Days"),
                            ("per_person", "Number per person"),
                            ("score", "Score"),
                            ("places", "Places"),
                            ("pounds", "Pounds"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "good",
                    models.CharField(
                        choices=[("up", "Higher is better"), ("down", "Lower is better")], max_length=4
                    ),
                ),
                ("counts_people", models.BooleanField(default=False)),
                (
                    "frequency",
                    models.CharField(
                        choices=[("quarterly", "Every quarter"), ("yearly", "Every financial year")],
                        max_length=10,
                    ),
                ),
                ("baseline", models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                ("baseline_period", models.CharField(blank=True, max_length=60)),
                ("target", models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                ("floor", models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                (
                    "version_of",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.measure",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="partnership.partner",
                    ),
                ),
                (
                    "priority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measures",
                        to="partnership.priority",
                    ),
                ),
            ],
            options={
                "ordering": ["priority__position", "position", "id"],
                "base_manager_name": "versions",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("numerator", models.FloatField(null=True)),
                ("denominator", models.FloatField(null=True)),
                ("unsaid", models.CharField(blank=True, max_length=300)),
                ("taken_at", models.DateTimeField(auto_now_add=True)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published_figures",
                        to="partnership.measure",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="outcomes.snapshot"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("asked_for", models.CharField(max_length=120, verbose_name="who asks")),
                ("asked_on", models.DateField()),
                ("text", models.TextField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    foundation.lifecycle.fields.StateField(
                        choices=[
                            ("asked", "Waiting for a response"),
                            ("answered", "Response to be approved"),
                            ("approved", "Response approved"),
                            ("published", "Response published"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        editable=False,
                        max_length=30,
                        protected=True,
                    ),
                ),
                ("response", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("because", models.CharField(blank=True, max_length=1000)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="partnership.meeting",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="partnership.partner",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="partnership.partnership",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_on", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("text", models.TextField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    foundation.lifecycle.fields.StateField(
                        choices=[
                            ("made", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("rejected", "Rejected"),
                            ("carried_out", "Carried out"),
                            ("given_up", "Not carried out"),
                        ],
                        default="made",
                        editable=False,
                        max_length=30,
                        protected=True,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("closed_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=1000)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="partnership.meeting",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="partnership.partner",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=1000)),
                ("reported_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="partnership.recommendation",
                    ),
                ),
            ],
            options={
                "ordering": ["-reported_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("period", models.CharField(max_length=7)),
                ("due_on", models.DateField()),
                ("words", models.TextField(blank=True)),
                (
                    "state",
                    foundation.lifecycle.fields.StateField(
                        choices=[
                            ("open", "Open"),
                            ("submitted", "Submitted"),
                            ("accepted", "Accepted"),
                            ("returned", "Sent back"),
                        ],
                        default="open",
                        editable=False,
                        max_length=30,
                        protected=True,
                    ),
                ),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "because",
                    models.CharField(blank=True, max_length=1000, verbose_name="why it was sent back"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="partnership.partner",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="partnership.plan",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-period", "partner__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="ImprovementAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("what", models.CharField(max_length=500)),
                ("owner", models.CharField(max_length=120, verbose_name="the post that answers for it")),
                ("due_on", models.DateField()),
                ("resource", models.CharField(max_length=300, verbose_name="what it takes")),
                ("expected_effect", models.CharField(max_length=500, verbose_name="what it should change")),
                (
                    "state",
                    foundation.lifecycle.fields.StateField(
                        choices=[
                            ("planned", "Planned"),
                            ("under_way", "Under way"),
                            ("done", "Done"),
                            ("partly_done", "Partly done"),
                            ("not_done", "Not done"),
                            ("superseded", "Superseded"),
                        ],
                        default="planned",
                        editable=False,
                        max_length=30,
                        protected=True,
                    ),
                ),
                ("added_on", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=1000, verbose_name="what became of it")),
                (
                    "successor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="partnership.improvementaction",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.measure",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.partner",
                    ),
                ),
                (
                    "raised_in",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="partnership.return",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReturnLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "own_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("target_met", "Green: target met"),
                            ("floor_met", "Amber: floor met, target missed"),
                            ("floor_missed", "Red: floor missed"),
                            ("insufficient", "Cannot be rated yet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("behind", models.TextField(blank=True, verbose_name="what lies behind it")),
                (
                    "why_above",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="why the rating is above the computed one"
                    ),
                ),
                (
                    "computed_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("target_met", "Green: target met"),
                            ("floor_met", "Amber: floor met, target missed"),
                            ("floor_missed", "Red: floor missed"),
                            ("insufficient", "Cannot be rated yet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("computed", models.CharField(blank=True, max_length=300)),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_lines",
                        to="partnership.measure",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="partnership.return",
                    ),
                ),
            ],
            options={
                "ordering": ["of", "measure__priority__position", "measure__position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SurveyAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("survey", models.CharField(max_length=120)),
                ("year", models.CharField(max_length=7)),
                ("question", models.CharField(max_length=300)),
                ("answer", models.CharField(max_length=120)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("share", models.DecimalField(decimal_places=6, max_digits=7)),
                ("respondents", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="survey_answers",
                        to="partnership.partnership",
                    ),
                ),
                (
                    "version_of",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.surveyanswer",
                    ),
                ),
            ],
            options={
                "ordering": ["survey", "year", "question", "position", "id"],
                "base_manager_name": "versions",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ActionProgress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=1000)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("reported_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reported_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="partnership.improvementaction",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "progress",
                "ordering": ["-reported_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="progress_says_something"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnteredFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("period", models.CharField(max_length=7)),
                ("value", models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True)),
                ("numerator", models.PositiveIntegerField(blank=True, null=True)),
                ("denominator", models.PositiveIntegerField(blank=True, null=True)),
                ("absent_because", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(max_length=200)),
                ("note", models.CharField(blank=True, max_length=500)),
                ("entered_on", models.DateField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "version_of",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.enteredfigure",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entered_figures",
                        to="partnership.measure",
                    ),
                ),
            ],
            options={
                "ordering": ["measure", "period", "id"],
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("measure", "period"),
                        name="one_entered_figure_of_a_period",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absent_because", ""), ("value__isnull", False)),
                            models.Q(("value", None), models.Q(("absent_because", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_partner_gives_a_figure_or_says_why_not",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="an_entered_figure_has_a_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("denominator", None), ("numerator", None)),
                            models.Q(
                                ("denominator__gt", 0),
                                ("numerator__isnull", False),
                                ("numerator__lte", models.F("denominator")),
                            ),
                            _connector="OR",
                        ),
                        name="a_share_is_some_of_all",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PackFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("format", models.CharField(max_length=10)),
                ("content_type", models.CharField(max_length=80)),
                ("content", models.BinaryField()),
                ("content_hash", models.CharField(max_length=64)),
                (
                    "pack",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="partnership.pack",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("pack", "format"), name="one_pack_file_of_a_format")
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingAttendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attended", models.BooleanField()),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="who came, by post")),
                ("apology", models.CharField(blank=True, max_length=300, verbose_name="why nobody came")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="partnership.meeting",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.partner",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "attendance",
                "ordering": ["meeting", "partner__name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "partner"), name="one_attendance_of_a_partner"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("apology", ""), ("attended", True), models.Q(("who", ""), _negated=True)
                            ),
                            models.Q(("attended", False), ("who", "")),
                            _connector="OR",
                        ),
                        name="who_attended_is_named_by_post",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="partnership",
            constraint=models.CheckConstraint(
                condition=models.Q(("team", models.F("scrutiny")), _negated=True),
                name="nobody_scrutinises_themselves",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.UniqueConstraint(fields=("partnership", "name"), name="one_partner_of_a_name"),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["council", "police", "probation", "health", "fire", "other"])
                ),
                name="partner_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="partner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_on", None), ("left_on__gt", models.F("joined_on")), _connector="OR"
                ),
                name="a_partner_leaves_after_joining",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("partnership", "held_on", "title"), name="one_meeting_of_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_meeting_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentfigure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("partnership", "theme", "title", "year"),
                name="one_figure_of_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("theme", ""), _negated=True),
                    models.Q(("title", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="a_figure_has_theme_title_and_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "unit__in",
                        ["share", "count", "rate", "days", "per_person", "score", "places", "pounds"],
                    )
                ),
                name="assessment_unit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("unit", "score"),
                    models.Q(
                        ("value__gte", 0),
                        models.Q(
                            models.Q(("unit", "share"), _negated=True), ("value__lte", 1), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="an_assessment_figure_fits_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessmentfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("break_before", False), models.Q(("quality", ""), _negated=True), _connector="OR"
                ),
                name="a_break_of_a_series_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["drafted", "adopted", "abandoned"])),
                name="partnership_plan_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("begins_on"))), name="a_plan_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_plan_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.UniqueConstraint(fields=("plan", "number"), name="one_version_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="planversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="a_version_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["built", "published", "replaced", "withdrawn", "discarded"])
                ),
                name="pack_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="one_pack_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "published")),
                fields=("partnership", "period"),
                name="one_standing_pack",
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", False),
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("state__in", ("published", "replaced", "withdrawn")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("published", "replaced", "withdrawn")), _negated=True),
                        ("number", None),
                        ("published_at", None),
                        ("published_by", None),
                    ),
                    _connector="OR",
                ),
                name="a_published_pack_has_its_number_and_publisher",
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), ("state", "withdrawn"), _negated=True),
                name="a_withdrawn_pack_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.UniqueConstraint(fields=("plan", "title"), name="one_priority_of_a_title"),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.UniqueConstraint(fields=("plan", "position"), name="one_priority_in_a_place"),
        ),
        migrations.AddConstraint(
            model_name="priority",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="a_priority_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("uuid",),
                name="one_measure_of_a_uuid",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("priority", "title"),
                name="one_measure_of_a_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "unit__in",
                        ["share", "count", "rate", "days", "per_person", "score", "places", "pounds"],
                    )
                ),
                name="measure_unit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("good__in", ["up", "down"])), name="measure_good_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("frequency__in", ["quarterly", "yearly"])), name="measure_frequency_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("indicator", ""), _negated=True),
                    models.Q(("definition", ""), _negated=True),
                    _connector="OR",
                ),
                name="an_entered_measure_says_what_it_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(("floor", None), ("target__isnull", False), _connector="OR"),
                name="a_floor_stands_below_a_target",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("floor", None),
                    models.Q(("good", "up"), ("target__gte", models.F("floor"))),
                    models.Q(("good", "down"), ("target__lte", models.F("floor"))),
                    _connector="OR",
                ),
                name="a_target_is_no_worse_than_its_floor",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("baseline", None), ("baseline_period", "")),
                    models.Q(("baseline__isnull", False), models.Q(("baseline_period", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_baseline_is_of_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("baseline", None),
                    ("unit__in", ("score",)),
                    models.Q(
                        ("baseline__gte", 0),
                        models.Q(
                            models.Q(("unit", "share"), _negated=True), ("baseline__lte", 1), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_baseline_fits_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("target", None),
                    ("unit__in", ("score",)),
                    models.Q(
                        ("target__gte", 0),
                        models.Q(
                            models.Q(("unit", "share"), _negated=True), ("target__lte", 1), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_target_fits_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("floor", None),
                    ("unit__in", ("score",)),
                    models.Q(
                        ("floor__gte", 0),
                        models.Q(
                            models.Q(("unit", "share"), _negated=True), ("floor__lte", 1), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="a_floor_fits_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.UniqueConstraint(fields=("measure", "snapshot"), name="one_figure_of_a_report"),
        ),
        migrations.AddConstraint(
            model_name="publishedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("unsaid", ""), ("value__isnull", False)),
                    models.Q(("value", None), models.Q(("unsaid", ""), _negated=True)),
                    _connector="OR",
                ),
                name="a_report_gives_a_figure_or_says_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["partner", "state", "due_on"], name="question_of_partner"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("partnership", "number"), name="one_question_of_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["asked", "answered", "approved", "published", "withdrawn"])
                ),
                name="question_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("asked_for", ""), _negated=True)
                ),
                name="a_question_asks_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("state__in", ("answered", "approved", "published")),
                        models.Q(("response", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ("answered", "approved", "published")), _negated=True),
                        ("answered_at", None),
                        ("answered_by", None),
                    ),
                    _connector="OR",
                ),
                name="a_response_is_written_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        ("state__in", ["approved", "published"]),
                    ),
                    models.Q(
                        models.Q(("state__in", ["approved", "published"]), _negated=True),
                        ("approved_at", None),
                        ("approved_by", None),
                    ),
                    _connector="OR",
                ),
                name="a_published_response_was_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("answered_by")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_approves_their_own_response",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    models.Q(models.Q(("state", "published"), _negated=True), ("published_at", None)),
                    _connector="OR",
                ),
                name="a_published_response_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), ("state", "withdrawn"), _negated=True),
                name="a_withdrawn_question_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["made", "accepted", "rejected", "carried_out", "given_up"])
                ),
                name="recommendation_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="a_recommendation_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None), ("answered_by", None), ("state", "made")),
                    models.Q(
                        models.Q(("state", "made"), _negated=True),
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_recommendation_is_answered_in_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_on", None), ("outcome", ""), ("state__in", ["made", "accepted", "rejected"])
                    ),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("state__in", ["carried_out", "given_up"]),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_recommendation_is_followed_up_to_its_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="a_follow_up_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(fields=("partner", "period"), name="one_return_of_a_quarter"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "submitted", "accepted", "returned"])),
                name="return_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "open"), ("submitted_at", None), ("submitted_by", None)),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("submitted_at__isnull", False),
                        ("submitted_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_return_is_submitted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ["accepted", "returned"]),
                    ),
                    models.Q(
                        ("decided_at", None), ("decided_by", None), ("state__in", ["open", "submitted"])
                    ),
                    _connector="OR",
                ),
                name="a_return_is_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), ("state", "returned"), _negated=True),
                name="a_return_sent_back_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="improvementaction",
            index=models.Index(fields=["partner", "state", "due_on"], name="action_of_partner"),
        ),
        migrations.AddConstraint(
            model_name="improvementaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "under_way", "done", "partly_done", "not_done", "superseded"])
                ),
                name="action_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", ""), _negated=True),
                    models.Q(("owner", ""), _negated=True),
                    models.Q(("resource", ""), _negated=True),
                    models.Q(("expected_effect", ""), _negated=True),
                ),
                name="an_action_has_owner_resource_and_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on", None), ("outcome", ""), ("state__in", ("planned", "under_way"))),
                    models.Q(
                        ("closed_on__isnull", False),
                        ("state__in", ("done", "partly_done", "not_done", "superseded")),
                        models.Q(("outcome", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_closed_action_says_what_became_of_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "superseded"), ("successor__isnull", False)),
                    models.Q(models.Q(("state", "superseded"), _negated=True), ("successor", None)),
                    _connector="OR",
                ),
                name="a_superseded_action_names_the_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.UniqueConstraint(fields=("of", "measure"), name="one_line_of_a_measure"),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("own_rating", ""),
                    ("own_rating__in", ["target_met", "floor_met", "floor_missed", "insufficient"]),
                    _connector="OR",
                ),
                name="own_rating_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("computed_rating", ""),
                    ("computed_rating__in", ["target_met", "floor_met", "floor_missed", "insufficient"]),
                    _connector="OR",
                ),
                name="computed_rating_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("computed_rating", ""),
                    ("own_rating", ""),
                    models.Q(("computed_rating", "target_met"), ("own_rating", "target_met")),
                    models.Q(("computed_rating", "target_met"), ("own_rating", "floor_met")),
                    models.Q(("computed_rating", "floor_met"), ("own_rating", "floor_met")),
                    models.Q(("computed_rating", "target_met"), ("own_rating", "floor_missed")),
                    models.Q(("computed_rating", "floor_met"), ("own_rating", "floor_missed")),
                    models.Q(("computed_rating", "floor_missed"), ("own_rating", "floor_missed")),
                    models.Q(("computed_rating", "insufficient"), ("own_rating", "floor_missed")),
                    models.Q(("computed_rating", "insufficient"), ("own_rating", "insufficient")),
                    models.Q(("why_above", ""), _negated=True),
                    _connector="OR",
                ),
                name="a_rating_above_the_computed_one_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("partnership", "survey", "year", "question", "answer"),
                name="one_share_of_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__gte", 0), ("share__lte", 1)),
                name="a_share_of_answers_is_a_fraction",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("respondents__gt", 0)), name="a_survey_asked_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="surveyanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("survey", ""), _negated=True),
                    models.Q(("question", ""), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="a_survey_has_question_answer_and_source",
            ),
        ),
    ]
