import uuid

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0005_a_check_says_who_answered"),
        ("people", "0007_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutcomesProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                ("alcohol_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("alcohol_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("alcohol_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("alcohol_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("alcohol", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="alcohol")),
                (
                    "alcohol_average",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                ),
                ("opiates_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("opiates_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("opiates_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("opiates_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "opiates",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="opiates and opioids, not prescribed"
                    ),
                ),
                (
                    "opiates_average",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                ),
                ("crack_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("crack_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("crack_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("crack_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("crack", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="crack")),
                ("crack_average", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("cocaine_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cocaine_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cocaine_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cocaine_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "cocaine",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="cocaine powder"),
                ),
                (
                    "cocaine_average",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                ),
                ("amphetamines_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("amphetamines_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("amphetamines_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("amphetamines_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "amphetamines",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="amphetamines"),
                ),
                (
                    "amphetamines_average",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                ),
                ("cannabis_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cannabis_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cannabis_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("cannabis_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "cannabis",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="cannabis"),
                ),
                (
                    "cannabis_average",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                ),
                ("other_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("other_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("other_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("other_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "other",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="another substance"),
                ),
                ("other_average", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                ("tobacco_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tobacco_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tobacco_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tobacco_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("tobacco", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="tobacco")),
                (
                    "tobacco_average",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True),
                ),
                ("injected_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("injected_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("injected_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("injected_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "injected",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="injected"),
                ),
                (
                    "shared",
                    models.BooleanField(
                        null=True, verbose_name="injected with something somebody else had used"
                    ),
                ),
                ("shoplifting_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shoplifting_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shoplifting_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("shoplifting_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "shoplifting",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="shoplifting"),
                ),
                ("drug_selling_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("drug_selling_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("drug_selling_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("drug_selling_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "drug_selling",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="selling drugs"),
                ),
                (
                    "theft",
                    models.BooleanField(
                        null=True, verbose_name="other theft, fraud or handling stolen goods"
                    ),
                ),
                ("assault", models.BooleanField(null=True, verbose_name="assault or violence")),
                (
                    "psychological",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="psychological health"
                    ),
                ),
                (
                    "physical",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="physical health"),
                ),
                (
                    "quality_of_life",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="overall quality of life"
                    ),
                ),
                ("paid_work_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("paid_work_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("paid_work_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("paid_work_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "paid_work",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="paid work"),
                ),
                ("volunteering_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("volunteering_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("volunteering_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("volunteering_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "volunteering",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="volunteering or an unpaid placement"
                    ),
                ),
                ("education_week_1", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("education_week_2", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("education_week_3", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("education_week_4", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "education",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="school or college"),
                ),
                ("housing_problem", models.BooleanField(null=True, verbose_name="acute housing problem")),
                ("eviction_risk", models.BooleanField(null=True, verbose_name="at risk of eviction")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("start", "Start"),
                            ("review", "Review"),
                            ("exit", "Exit"),
                            ("post_treatment_exit", "After treatment"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[("community", "In the community"), ("prison", "In prison")], max_length=10
                    ),
                ),
                ("taken_on", models.DateField()),
                ("asked_from", models.DateField()),
                ("asked_to", models.DateField()),
                ("other_named", models.CharField(blank=True, max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="top_forms",
                        to="people.person",
                    ),
                ),
                (
                    "spell",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="top_forms",
                        to="pathways.spell",
                    ),
                ),
                (
                    "taken_by",
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
                        to="pathways.outcomesprofile",
                    ),
                ),
            ],
            options={
                "verbose_name": "TOP form",
                "ordering": ["taken_on", "id"],
                "base_manager_name": "versions",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(
                        fields=["person", "stage", "taken_on", "superseded_at"], name="top_form_of_person"
                    ),
                    models.Index(fields=["taken_on", "stage", "superseded_at"], name="top_form_of_day"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("uuid",),
                        name="one_top_form_of_a_uuid",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("person", "stage", "taken_on"),
                        name="one_top_form_of_a_stage_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["start", "review", "exit", "post_treatment_exit"])),
                        name="top_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("setting__in", ["community", "prison"])), name="top_setting_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("asked_from__lt", models.F("asked_to")), ("asked_to__lt", models.F("taken_on"))
                        ),
                        name="top_asks_about_the_past",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other", None),
                            ("other", 0),
                            models.Q(("other_named", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="top_other_substance_is_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alcohol", None),
                                ("alcohol_week_1", None),
                                ("alcohol_week_2", None),
                                ("alcohol_week_3", None),
                                ("alcohol_week_4", None),
                            ),
                            models.Q(
                                ("alcohol_week_1__isnull", False),
                                ("alcohol_week_1__range", (0, 7)),
                                ("alcohol_week_2__isnull", False),
                                ("alcohol_week_2__range", (0, 7)),
                                ("alcohol_week_3__isnull", False),
                                ("alcohol_week_3__range", (0, 7)),
                                ("alcohol_week_4__isnull", False),
                                ("alcohol_week_4__range", (0, 7)),
                                (
                                    "alcohol",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("alcohol_week_1"), "+", models.F("alcohol_week_2")
                                            ),
                                            "+",
                                            models.F("alcohol_week_3"),
                                        ),
                                        "+",
                                        models.F("alcohol_week_4"),
                                    ),
                                ),
                                ("alcohol__isnull", False),
                                ("alcohol__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_alcohol_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("alcohol_average", None), ("alcohol_average__gte", 0), _connector="OR"
                        ),
                        name="top_alcohol_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("opiates", None),
                                ("opiates_week_1", None),
                                ("opiates_week_2", None),
                                ("opiates_week_3", None),
                                ("opiates_week_4", None),
                            ),
                            models.Q(
                                ("opiates_week_1__isnull", False),
                                ("opiates_week_1__range", (0, 7)),
                                ("opiates_week_2__isnull", False),
                                ("opiates_week_2__range", (0, 7)),
                                ("opiates_week_3__isnull", False),
                                ("opiates_week_3__range", (0, 7)),
                                ("opiates_week_4__isnull", False),
                                ("opiates_week_4__range", (0, 7)),
                                (
                                    "opiates",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("opiates_week_1"), "+", models.F("opiates_week_2")
                                            ),
                                            "+",
                                            models.F("opiates_week_3"),
                                        ),
                                        "+",
                                        models.F("opiates_week_4"),
                                    ),
                                ),
                                ("opiates__isnull", False),
                                ("opiates__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_opiates_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opiates_average", None), ("opiates_average__gte", 0), _connector="OR"
                        ),
                        name="top_opiates_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("crack", None),
                                ("crack_week_1", None),
                                ("crack_week_2", None),
                                ("crack_week_3", None),
                                ("crack_week_4", None),
                            ),
                            models.Q(
                                ("crack_week_1__isnull", False),
                                ("crack_week_1__range", (0, 7)),
                                ("crack_week_2__isnull", False),
                                ("crack_week_2__range", (0, 7)),
                                ("crack_week_3__isnull", False),
                                ("crack_week_3__range", (0, 7)),
                                ("crack_week_4__isnull", False),
                                ("crack_week_4__range", (0, 7)),
                                (
                                    "crack",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("crack_week_1"), "+", models.F("crack_week_2")
                                            ),
                                            "+",
                                            models.F("crack_week_3"),
                                        ),
                                        "+",
                                        models.F("crack_week_4"),
                                    ),
                                ),
                                ("crack__isnull", False),
                                ("crack__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_crack_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("crack_average", None), ("crack_average__gte", 0), _connector="OR"
                        ),
                        name="top_crack_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cocaine", None),
                                ("cocaine_week_1", None),
                                ("cocaine_week_2", None),
                                ("cocaine_week_3", None),
                                ("cocaine_week_4", None),
                            ),
                            models.Q(
                                ("cocaine_week_1__isnull", False),
                                ("cocaine_week_1__range", (0, 7)),
                                ("cocaine_week_2__isnull", False),
                                ("cocaine_week_2__range", (0, 7)),
                                ("cocaine_week_3__isnull", False),
                                ("cocaine_week_3__range", (0, 7)),
                                ("cocaine_week_4__isnull", False),
                                ("cocaine_week_4__range", (0, 7)),
                                (
                                    "cocaine",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("cocaine_week_1"), "+", models.F("cocaine_week_2")
                                            ),
                                            "+",
                                            models.F("cocaine_week_3"),
                                        ),
                                        "+",
                                        models.F("cocaine_week_4"),
                                    ),
                                ),
                                ("cocaine__isnull", False),
                                ("cocaine__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_cocaine_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cocaine_average", None), ("cocaine_average__gte", 0), _connector="OR"
                        ),
                        name="top_cocaine_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amphetamines", None),
                                ("amphetamines_week_1", None),
                                ("amphetamines_week_2", None),
                                ("amphetamines_week_3", None),
                                ("amphetamines_week_4", None),
                            ),
                            models.Q(
                                ("amphetamines_week_1__isnull", False),
                                ("amphetamines_week_1__range", (0, 7)),
                                ("amphetamines_week_2__isnull", False),
                                ("amphetamines_week_2__range", (0, 7)),
                                ("amphetamines_week_3__isnull", False),
                                ("amphetamines_week_3__range", (0, 7)),
                                ("amphetamines_week_4__isnull", False),
                                ("amphetamines_week_4__range", (0, 7)),
                                (
                                    "amphetamines",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("amphetamines_week_1"),
                                                "+",
                                                models.F("amphetamines_week_2"),
                                            ),
                                            "+",
                                            models.F("amphetamines_week_3"),
                                        ),
                                        "+",
                                        models.F("amphetamines_week_4"),
                                    ),
                                ),
                                ("amphetamines__isnull", False),
                                ("amphetamines__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_amphetamines_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amphetamines_average", None), ("amphetamines_average__gte", 0), _connector="OR"
                        ),
                        name="top_amphetamines_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("cannabis", None),
                                ("cannabis_week_1", None),
                                ("cannabis_week_2", None),
                                ("cannabis_week_3", None),
                                ("cannabis_week_4", None),
                            ),
                            models.Q(
                                ("cannabis_week_1__isnull", False),
                                ("cannabis_week_1__range", (0, 7)),
                                ("cannabis_week_2__isnull", False),
                                ("cannabis_week_2__range", (0, 7)),
                                ("cannabis_week_3__isnull", False),
                                ("cannabis_week_3__range", (0, 7)),
                                ("cannabis_week_4__isnull", False),
                                ("cannabis_week_4__range", (0, 7)),
                                (
                                    "cannabis",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("cannabis_week_1"), "+", models.F("cannabis_week_2")
                                            ),
                                            "+",
                                            models.F("cannabis_week_3"),
                                        ),
                                        "+",
                                        models.F("cannabis_week_4"),
                                    ),
                                ),
                                ("cannabis__isnull", False),
                                ("cannabis__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_cannabis_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cannabis_average", None), ("cannabis_average__gte", 0), _connector="OR"
                        ),
                        name="top_cannabis_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("other", None),
                                ("other_week_1", None),
                                ("other_week_2", None),
                                ("other_week_3", None),
                                ("other_week_4", None),
                            ),
                            models.Q(
                                ("other_week_1__isnull", False),
                                ("other_week_1__range", (0, 7)),
                                ("other_week_2__isnull", False),
                                ("other_week_2__range", (0, 7)),
                                ("other_week_3__isnull", False),
                                ("other_week_3__range", (0, 7)),
                                ("other_week_4__isnull", False),
                                ("other_week_4__range", (0, 7)),
                                (
                                    "other",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("other_week_1"), "+", models.F("other_week_2")
                                            ),
                                            "+",
                                            models.F("other_week_3"),
                                        ),
                                        "+",
                                        models.F("other_week_4"),
                                    ),
                                ),
                                ("other__isnull", False),
                                ("other__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_other_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("other_average", None), ("other_average__gte", 0), _connector="OR"
                        ),
                        name="top_other_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("tobacco", None),
                                ("tobacco_week_1", None),
                                ("tobacco_week_2", None),
                                ("tobacco_week_3", None),
                                ("tobacco_week_4", None),
                            ),
                            models.Q(
                                ("tobacco_week_1__isnull", False),
                                ("tobacco_week_1__range", (0, 7)),
                                ("tobacco_week_2__isnull", False),
                                ("tobacco_week_2__range", (0, 7)),
                                ("tobacco_week_3__isnull", False),
                                ("tobacco_week_3__range", (0, 7)),
                                ("tobacco_week_4__isnull", False),
                                ("tobacco_week_4__range", (0, 7)),
                                (
                                    "tobacco",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("tobacco_week_1"), "+", models.F("tobacco_week_2")
                                            ),
                                            "+",
                                            models.F("tobacco_week_3"),
                                        ),
                                        "+",
                                        models.F("tobacco_week_4"),
                                    ),
                                ),
                                ("tobacco__isnull", False),
                                ("tobacco__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_tobacco_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tobacco_average", None), ("tobacco_average__gte", 0), _connector="OR"
                        ),
                        name="top_tobacco_average_is_0_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("injected", None),
                                ("injected_week_1", None),
                                ("injected_week_2", None),
                                ("injected_week_3", None),
                                ("injected_week_4", None),
                            ),
                            models.Q(
                                ("injected_week_1__isnull", False),
                                ("injected_week_1__range", (0, 7)),
                                ("injected_week_2__isnull", False),
                                ("injected_week_2__range", (0, 7)),
                                ("injected_week_3__isnull", False),
                                ("injected_week_3__range", (0, 7)),
                                ("injected_week_4__isnull", False),
                                ("injected_week_4__range", (0, 7)),
                                (
                                    "injected",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("injected_week_1"), "+", models.F("injected_week_2")
                                            ),
                                            "+",
                                            models.F("injected_week_3"),
                                        ),
                                        "+",
                                        models.F("injected_week_4"),
                                    ),
                                ),
                                ("injected__isnull", False),
                                ("injected__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_injected_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("shoplifting", None),
                                ("shoplifting_week_1", None),
                                ("shoplifting_week_2", None),
                                ("shoplifting_week_3", None),
                                ("shoplifting_week_4", None),
                            ),
                            models.Q(
                                ("shoplifting_week_1__isnull", False),
                                ("shoplifting_week_1__range", (0, 7)),
                                ("shoplifting_week_2__isnull", False),
                                ("shoplifting_week_2__range", (0, 7)),
                                ("shoplifting_week_3__isnull", False),
                                ("shoplifting_week_3__range", (0, 7)),
                                ("shoplifting_week_4__isnull", False),
                                ("shoplifting_week_4__range", (0, 7)),
                                (
                                    "shoplifting",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("shoplifting_week_1"),
                                                "+",
                                                models.F("shoplifting_week_2"),
                                            ),
                                            "+",
                                            models.F("shoplifting_week_3"),
                                        ),
                                        "+",
                                        models.F("shoplifting_week_4"),
                                    ),
                                ),
                                ("shoplifting__isnull", False),
                                ("shoplifting__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_shoplifting_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("drug_selling", None),
                                ("drug_selling_week_1", None),
                                ("drug_selling_week_2", None),
                                ("drug_selling_week_3", None),
                                ("drug_selling_week_4", None),
                            ),
                            models.Q(
                                ("drug_selling_week_1__isnull", False),
                                ("drug_selling_week_1__range", (0, 7)),
                                ("drug_selling_week_2__isnull", False),
                                ("drug_selling_week_2__range", (0, 7)),
                                ("drug_selling_week_3__isnull", False),
                                ("drug_selling_week_3__range", (0, 7)),
                                ("drug_selling_week_4__isnull", False),
                                ("drug_selling_week_4__range", (0, 7)),
                                (
                                    "drug_selling",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("drug_selling_week_1"),
                                                "+",
                                                models.F("drug_selling_week_2"),
                                            ),
                                            "+",
                                            models.F("drug_selling_week_3"),
                                        ),
                                        "+",
                                        models.F("drug_selling_week_4"),
                                    ),
                                ),
                                ("drug_selling__isnull", False),
                                ("drug_selling__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_drug_selling_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("psychological", None), ("psychological__range", (0, 20)), _connector="OR"
                        ),
                        name="top_psychological_is_0_to_20",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("physical", None), ("physical__range", (0, 20)), _connector="OR"),
                        name="top_physical_is_0_to_20",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quality_of_life", None), ("quality_of_life__range", (0, 20)), _connector="OR"
                        ),
                        name="top_quality_of_life_is_0_to_20",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("paid_work", None),
                                ("paid_work_week_1", None),
                                ("paid_work_week_2", None),
                                ("paid_work_week_3", None),
                                ("paid_work_week_4", None),
                            ),
                            models.Q(
                                ("paid_work_week_1__isnull", False),
                                ("paid_work_week_1__range", (0, 7)),
                                ("paid_work_week_2__isnull", False),
                                ("paid_work_week_2__range", (0, 7)),
                                ("paid_work_week_3__isnull", False),
                                ("paid_work_week_3__range", (0, 7)),
                                ("paid_work_week_4__isnull", False),
                                ("paid_work_week_4__range", (0, 7)),
                                (
                                    "paid_work",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("paid_work_week_1"),
                                                "+",
                                                models.F("paid_work_week_2"),
                                            ),
                                            "+",
                                            models.F("paid_work_week_3"),
                                        ),
                                        "+",
                                        models.F("paid_work_week_4"),
                                    ),
                                ),
                                ("paid_work__isnull", False),
                                ("paid_work__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_paid_work_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("volunteering", None),
                                ("volunteering_week_1", None),
                                ("volunteering_week_2", None),
                                ("volunteering_week_3", None),
                                ("volunteering_week_4", None),
                            ),
                            models.Q(
                                ("volunteering_week_1__isnull", False),
                                ("volunteering_week_1__range", (0, 7)),
                                ("volunteering_week_2__isnull", False),
                                ("volunteering_week_2__range", (0, 7)),
                                ("volunteering_week_3__isnull", False),
                                ("volunteering_week_3__range", (0, 7)),
                                ("volunteering_week_4__isnull", False),
                                ("volunteering_week_4__range", (0, 7)),
                                (
                                    "volunteering",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("volunteering_week_1"),
                                                "+",
                                                models.F("volunteering_week_2"),
                                            ),
                                            "+",
                                            models.F("volunteering_week_3"),
                                        ),
                                        "+",
                                        models.F("volunteering_week_4"),
                                    ),
                                ),
                                ("volunteering__isnull", False),
                                ("volunteering__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_volunteering_adds_up",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("education", None),
                                ("education_week_1", None),
                                ("education_week_2", None),
                                ("education_week_3", None),
                                ("education_week_4", None),
                            ),
                            models.Q(
                                ("education_week_1__isnull", False),
                                ("education_week_1__range", (0, 7)),
                                ("education_week_2__isnull", False),
                                ("education_week_2__range", (0, 7)),
                                ("education_week_3__isnull", False),
                                ("education_week_3__range", (0, 7)),
                                ("education_week_4__isnull", False),
                                ("education_week_4__range", (0, 7)),
                                (
                                    "education",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("education_week_1"),
                                                "+",
                                                models.F("education_week_2"),
                                            ),
                                            "+",
                                            models.F("education_week_3"),
                                        ),
                                        "+",
                                        models.F("education_week_4"),
                                    ),
                                ),
                                ("education__isnull", False),
                                ("education__range", (0, 28)),
                            ),
                            _connector="OR",
                        ),
                        name="top_education_adds_up",
                    ),
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("versions", django.db.models.manager.Manager()),
            ],
        ),
    ]
