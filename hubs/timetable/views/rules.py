"""The rules of a hub's timetable: the list, one rule, and making, changing and ending it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts.access import requires
from foundation.accounts.requests import SignedInRequest
from foundation.accounts.roles import Permission
from foundation.lifecycle.transitions import Refused

from ...models import TimetableRule
from ...tables import SessionTable
from .. import actions, grid, occurrences, planning, scope, wording
from ..forms import LeaveOutForm, RuleChangeForm, RuleEndForm, RuleForm
from .checking import checked

MADE = "The rule stands, and the sessions of the next weeks are in the timetable."
CHANGED = "The timetable is changed. Those who work with the people booked are told."
ENDED = "The rule ends. Those who work with the people booked are told."
LEFT_OUT = "The day is left out. Those who work with the people booked are told."
MOST_SHOWN = 60


@require_safe
@requires(Permission.VIEW_SESSIONS)
def rule_list(request: SignedInRequest, slug: str) -> HttpResponse:
    """What comes round at the hub: rules that run, then those that ended."""
    hub, today = scope.own_hub(request.user, slug), timezone.localdate()
    rules = [_said(rule) for rule in scope.rules(request.user, hub)]
    running = [line for line in rules if line["rule"].until_on is None or line["rule"].until_on >= today]
    context = {
        "hub": hub,
        "running": running,
        "ended": [line for line in rules if line not in running],
        "may_run": request.user.may(Permission.RUN_SESSIONS),
    }
    return render(request, "hubs/timetable/rule_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def rule_create(request: SignedInRequest, slug: str) -> HttpResponse:
    """A session that comes again."""
    hub = scope.own_hub(request.user, slug)
    form = RuleForm(request.POST or None, hub=hub)

    def wanted() -> TimetableRule:
        return actions.new_rule(hub, form.wanted(), key=form.cleaned_data["key"], by=request.user)

    def act(seen: str) -> HttpResponse:
        rule = actions.create_rule(wanted(), by=request.user, seen=seen)
        messages.success(request, MADE)
        return redirect("rule_detail", rule.uuid)

    return checked(
        request, form, act=act, template="hubs/timetable/rule_create.html",
        plan=lambda: planning.plan_rule(wanted(), from_on=form.cleaned_data["first_on"], by=request.user),
        context={"hub": hub, "title": "Check the new rule", "back": reverse("rule_list", args=[hub.slug]),
                 "button": "Put it in the timetable"},
    )  # fmt: skip


@require_safe
@requires(Permission.VIEW_SESSIONS)
def rule_detail(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What a rule says, its sessions to come, and the days on which it is departed from."""
    rule, today = scope.rule(request.user, uuid), timezone.localdate()
    is_over = rule.until_on is not None and rule.until_on < today
    sessions = scope.sessions_of(request.user, rule, today)[:MOST_SHOWN]
    context = {
        **_said(rule),
        "table": SessionTable(
            sessions,
            caption="Sessions to come",
            now=timezone.now(),
            empty_text="No session of this rule is to come.",
        ),
        "exceptions": scope.exceptions(rule, today - grid.WEEK),
        "horizon": occurrences.horizon(today),
        "is_over": is_over,
        "acts": [] if is_over or not request.user.may(Permission.RUN_SESSIONS) else _acts(rule),
    }
    return render(request, "hubs/timetable/rule_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def rule_change(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Change a rule from a day on: this session and all that follow."""
    rule = _running(request, uuid)
    first = request.GET.get("from", "")
    form = RuleChangeForm(
        request.POST or None, rule=rule, initial={"from_on": grid.day_asked(first)} if first else {}
    )

    def changes() -> dict:
        said = form.cleaned_data
        return {"wanted": form.wanted(), "key": said["key"], "from_on": said["from_on"], "by": request.user}

    def act(seen: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        changed = actions.change_rule(rule, **changes(), reason=reason, seen=seen)
        messages.success(request, CHANGED)
        return redirect("rule_detail", changed.uuid)

    return checked(
        request, form, act=act, template="hubs/timetable/rule_change.html",
        plan=lambda: planning.plan_rule(
            actions.as_changed(rule, **changes()), was=rule, from_on=form.cleaned_data["from_on"],
            by=request.user,
        ),
        context=_about(rule, "Check what changes", "Change the timetable"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def rule_end(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Let a rule make no session after a day."""
    rule = _running(request, uuid)
    form = RuleEndForm(request.POST or None)

    def plan() -> planning.Plan:
        actions.check_end(rule, form.cleaned_data["last_on"])
        return planning.plan_end(rule, last_on=form.cleaned_data["last_on"], by=request.user)

    def act(seen: str) -> HttpResponse:
        actions.end_rule(rule, by=request.user, seen=seen, **form.cleaned_data)
        messages.success(request, ENDED)
        return redirect("rule_detail", rule.uuid)

    return checked(
        request, form, act=act, plan=plan, template="hubs/timetable/rule_end.html",
        context=_about(rule, "Check what ends", "End the rule"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(Permission.RUN_SESSIONS)
def rule_leave_out(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Leave one day of a rule out."""
    rule = _running(request, uuid)
    form = LeaveOutForm(request.POST or None)

    def act(seen: str) -> HttpResponse:
        said = form.cleaned_data
        actions.leave_out(rule, said["day"], by=request.user, reason=said["reason"], seen=seen)
        messages.success(request, LEFT_OUT)
        return redirect("rule_detail", rule.uuid)

    return checked(
        request, form, act=act, template="hubs/timetable/rule_leave_out.html",
        plan=lambda: planning.plan_without(rule, form.cleaned_data["day"], by=request.user),
        context=_about(rule, "Check what is left out", "Leave the day out")
        | {"days": occurrences.next_days(rule, timezone.localdate(), 8)},
    )  # fmt: skip


def _running(request: SignedInRequest, uuid: UUID) -> TimetableRule:
    """Raises Refused for a rule that is over: what is past stays as it was."""
    rule = scope.rule(request.user, uuid)
    if rule.until_on is not None and rule.until_on < timezone.localdate():
        raise Refused("This rule is over. Make a new one to bring it back.")
    return rule


def _said(rule: TimetableRule) -> dict:
    return {"rule": rule, "words": wording.words(rule.recurrence), "ends": wording.end_of(rule)}


def _about(rule: TimetableRule, title: str, button: str) -> dict:
    return {**_said(rule), "hub": rule.hub, "title": title, "button": button,
            "back": reverse("rule_detail", args=[rule.uuid])}  # fmt: skip


def _acts(rule: TimetableRule) -> list[dict[str, object]]:
    pages = (
        ("Change it from a day on", "rule_change"),
        ("Leave one day out", "rule_leave_out"),
        ("End it", "rule_end"),
    )
    return [
        {"label": label, "url": reverse(name, args=[rule.uuid]), "get": True, "outlined": True}
        for label, name in pages
    ]
