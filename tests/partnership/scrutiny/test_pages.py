"""The pages of scrutiny: who reads what, what is refused, and what becomes of what was typed."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.audit.models import AuditEvent, AuditSubject
from foundation.design.dates import today
from partnership.models import Meeting, Question, Recommendation
from tests.factories.partnership import (
    FollowUpFactory,
    MeetingAttendanceFactory,
    MeetingFactory,
    PartnerFactory,
    QuestionFactory,
    RecommendationFactory,
    scrutineer_of,
    writer_of,
)

pytestmark = pytest.mark.django_db

MOST = 15  # queries a page
TEXT, RESPONSE = "How many posts of the Chatham office are filled?", "Of 100 posts 77 are filled."


@pytest.fixture
def question(probation, people):
    def made(state="asked", **more):
        given = {
            "partner": probation,
            "partnership": probation.partnership,
            "asked_by": people.member,
            "text": TEXT,
        }
        if state in ("answered", "approved", "published"):
            given["response"] = RESPONSE
        return QuestionFactory(state=state, **given | more)

    return made


@pytest.fixture
def recommendation(probation):
    def made(state="made", **more):
        return RecommendationFactory(
            state=state, partner=probation, meeting__partnership=probation.partnership, **more
        )

    return made


@pytest.fixture
def opened(client):
    """A page as one user sees it: its status and its text."""

    def asked_for(user, name, *args, **sent):
        client.force_login(user)
        url = reverse(name, args=args)
        answer = client.post(url, sent) if sent else client.get(url)
        return answer.status_code, answer.content.decode()

    return asked_for


# --- who reads what


@pytest.mark.parametrize("state", ["asked", "answered", "approved", "published", "withdrawn"])
def test_a_response_is_read_early_by_its_partner_and_the_officers_alone(opened, people, question, state):
    uuid = question(state).uuid
    written = state in ("answered", "approved", "published")
    other_partner = writer_of(PartnerFactory(partnership=Question.objects.get().partnership))
    other_member = scrutineer_of(Question.objects.get().partnership)
    for user in (people.officer, people.writer):
        status, text = opened(user, "question_detail", uuid)
        assert (status, RESPONSE in text) == (200, written)
    status, text = opened(people.member, "question_detail", uuid)
    assert (status, RESPONSE in text) == (200, state == "published")
    for user in (other_member, other_partner):
        status, text = opened(user, "question_detail", uuid)
        assert (status, TEXT in text) == ((200, True) if state == "published" else (404, False))


def test_why_a_response_was_sent_back_is_between_partner_and_officers(opened, people, question):
    uuid = question("answered").uuid
    opened(people.officer, "question_send_back", uuid, because="It names no date")
    assert "It names no date" in opened(people.writer, "question_detail", uuid)[1]
    assert "It names no date" in opened(people.writer, "question_answer", uuid)[1]
    assert "It names no date" not in opened(people.member, "question_detail", uuid)[1]


def test_the_list_shows_each_what_is_theirs(opened, people, question):
    asked, published = question(), question("published", asked_by=people.officer)
    elsewhere = writer_of(PartnerFactory(partnership=asked.partnership))
    for user, shown in ((people.officer, 2), (people.writer, 2), (people.member, 2), (elsewhere, 1)):
        text = opened(user, "question_list")[1]
        assert sum(f">{each}</a>" in text for each in (asked, published)) == shown


def test_the_list_is_filtered_by_state_partner_and_lateness(client, people, question, partnership):
    late, fresh = question(), question(due_on=today())
    other = question("published", partner=PartnerFactory(partnership=partnership, name="Police"))
    client.force_login(people.officer)
    for query, expected in (
        ("late=on", [late]),
        ("state=published", [other]),
        (f"partner={late.partner.uuid}", [late, fresh]),
        ("state=nonsense", [late, fresh, other]),
    ):
        text = client.get(f"{reverse('question_list')}?{query}").content.decode()
        assert [each for each in (late, fresh, other) if f">{each}</a>" in text] == expected


def test_a_late_response_is_said_to_be_late_everywhere(opened, people, question):
    waiting = question(due_on=today() - datetime.timedelta(days=3))
    written = question("published", due_on=datetime.date(2025, 2, 20), answered_at="2025-02-25T12:00Z")
    for user in (people.officer, people.member, people.writer):
        assert "3 days late" in opened(user, "question_detail", waiting.uuid)[1]
        assert "answered 5 days late" in opened(user, "question_detail", written.uuid)[1]
        assert "answered 5 days late" in opened(user, "question_list")[1]


def test_every_page_leaves_a_trace_that_is_about_nobody(opened, people, question):
    opened(people.member, "question_detail", question("published").uuid)
    opened(people.member, "question_list")
    assert AuditEvent.objects.filter(user=people.member).count() == 2
    assert not AuditSubject.objects.exists()


# --- what is refused


def test_nothing_of_it_opens_elsewhere(opened, elsewhere, question, recommendation):
    asked, made = question(), recommendation()
    for user in (writer_of(elsewhere), scrutineer_of(elsewhere.partnership)):
        assert opened(user, "question_detail", asked.uuid)[0] == 404
        assert opened(user, "recommendation_detail", made.uuid)[0] == 404
        assert opened(user, "meeting_detail", made.meeting.uuid)[0] == 404


@pytest.mark.parametrize(
    ("verb", "state", "who"),
    [("answer", "answered", "writer"), ("send_back", "asked", "officer"), ("withdraw", "answered", "member"),
     ("answer", "published", "writer")],
)  # fmt: skip
def test_in_the_wrong_state_nothing_is_done_and_what_was_typed_is_shown(
    opened, people, question, verb, state, who
):
    uuid = question(state).uuid
    sent = {"response": "My long response"} if verb == "answer" else {"because": "My long response"}
    status, text = opened(getattr(people, who), f"question_{verb}", uuid, **sent)
    assert (status, "My long response" in text) == (409, True)
    assert Question.objects.get().state == state
    assert opened(getattr(people, who), f"question_{verb}", uuid)[0] == 409


@pytest.mark.parametrize(("verb", "state"), [("approve", "asked"), ("publish", "answered")])
def test_a_button_pressed_too_early_is_refused(opened, people, question, verb, state):
    assert opened(people.officer, f"question_{verb}", question(state).uuid, now="")[0] == 409
    assert opened(people.writer, f"question_{verb}", Question.objects.get().uuid, now="")[0] == 403


def test_what_was_typed_is_kept_when_the_form_is_wrong(opened, people, probation):
    status, text = opened(people.member, "question_ask", text=TEXT, partner="")
    assert (status, TEXT in text, "Choose the partner that is asked." in text) == (200, True, True)
    assert not Question.objects.exists()


# --- the way of a question and of a recommendation


def test_a_question_is_asked_answered_approved_and_published_by_pages(opened, people, probation):
    opened(people.member, "question_ask", text=TEXT, partner=probation.pk)
    uuid = Question.objects.get().uuid
    for _ in range(2):  # sent twice, done once
        opened(people.writer, "question_answer", uuid, response=RESPONSE)
    for verb in ("approve", "publish"):
        for _ in range(2):
            assert opened(people.officer, f"question_{verb}", uuid, now="")[0] == 302
    asked = Question.objects.get()
    assert (asked.state, asked.response, asked.version) == ("published", RESPONSE, 3)
    assert asked.asked_for == people.member.name


def test_an_officer_enters_a_question_of_a_meeting(opened, people, probation):
    meeting = MeetingFactory(partnership=probation.partnership)
    sent = {
        "text": TEXT,
        "partner": probation.pk,
        "meeting": meeting.pk,
        "asked_for": "Cllr Okafor",
        "asked_on": "",
    }
    opened(people.officer, "question_ask", **sent)
    assert Question.objects.get().asked_on == meeting.held_on
    assert TEXT in opened(people.officer, "meeting_detail", meeting.uuid)[1]
    assert TEXT not in opened(people.member, "meeting_detail", meeting.uuid)[1]


def test_a_member_withdraws_their_own_question(opened, people, question):
    uuid = question().uuid
    assert opened(people.member, "question_withdraw", uuid, because="Asked twice")[0] == 302
    assert "Asked twice" in opened(people.writer, "question_detail", uuid)[1]


def test_a_recommendation_is_made_answered_followed_up_and_closed_by_pages(opened, people, probation):
    meeting = MeetingFactory(partnership=probation.partnership)
    sent = {"partner": probation.pk, "text": "Tell the committee the rate", "due_on": "31 July 2025"}
    opened(people.officer, "recommendation_make", meeting.uuid, **sent)
    uuid = Recommendation.objects.get().uuid
    assert opened(people.writer, "recommendation_answer_it", uuid, accepts="yes", answer="")[0] == 200
    opened(people.writer, "recommendation_answer_it", uuid, accepts="yes", answer="Every quarter")
    for _ in range(2):
        opened(people.writer, "recommendation_follow_up", uuid, words="First figures sent")
    opened(people.officer, "recommendation_close", uuid, carried_out="no", outcome="The post was cut")
    text = opened(people.member, "recommendation_detail", uuid)[1]
    assert all(words in text for words in ("Every quarter", "First figures sent", "The post was cut"))
    assert text.count("First figures sent") == 1
    assert Recommendation.objects.get().state == "given_up"


def test_a_recommendation_due_before_its_meeting_is_refused_at_its_field(opened, people, probation):
    meeting = MeetingFactory(partnership=probation.partnership)
    sent = {"partner": probation.pk, "text": "Tell us", "due_on": "1 January 2025"}
    status, text = opened(people.officer, "recommendation_make", meeting.uuid, **sent)
    assert (status, "Enter a day on or after the meeting." in text) == (200, True)


# --- meetings


def a_meeting(partners, **more):
    rows = {}
    for partner, (came, who, apology) in partners.items():
        rows |= {f"came_{partner.uuid}": came, f"who_{partner.uuid}": who, f"apology_{partner.uuid}": apology}
    return {"title": "Scrutiny committee", "held_on": "23 January 2025", "minutes": "", **rows, **more}


def test_a_meeting_is_recorded_with_a_row_for_each_partner(opened, people, partnership, probation):
    gone = PartnerFactory(partnership=partnership, name="Trust", left_on=datetime.date(2024, 6, 1))
    police = PartnerFactory(partnership=partnership, name="Police")
    partners = {
        probation: ("yes", "Head of delivery", ""),
        police: ("no", "", "At an inspection"),
        gone: ("", "", ""),
    }
    assert opened(people.officer, "meeting_record", partnership.slug, **a_meeting(partners))[0] == 302
    text = opened(people.member, "meeting_detail", Meeting.objects.get().uuid)[1]
    assert all(words in text for words in ("Head of delivery", "At an inspection"))
    assert "Trust" not in text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("", "", ""), "Say whether somebody came for Probation."),
        (("yes", "", ""), "Say who came for Probation, by post."),
        (("yes", "Head", "Ill"), "leave the apology empty."),
        (("no", "Head", ""), "Nobody came for Probation"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(opened, people, partnership, probation, row, said):
    status, text = opened(people.officer, "meeting_record", partnership.slug, **a_meeting({probation: row}))
    assert (status, said in text, "Scrutiny committee" in text) == (200, True, True)
    assert not Meeting.objects.exists()


def test_a_meeting_recorded_twice_or_changed_meanwhile_is_refused(opened, people, partnership, probation):
    sent = a_meeting({probation: ("yes", "Head of delivery", "")})
    opened(people.officer, "meeting_record", partnership.slug, **sent)
    assert opened(people.officer, "meeting_record", partnership.slug, **sent)[0] == 409
    uuid = Meeting.objects.get().uuid
    away = a_meeting({probation: ("no", "", "Ill")})
    assert opened(people.officer, "meeting_correct", uuid, **away, seen_as="1")[0] == 302
    status, text = opened(people.officer, "meeting_correct", uuid, **sent, seen_as="1")
    assert (status, "Somebody else corrected" in text, 'value="2"' in text) == (409, True, True)


# --- queries


@pytest.mark.parametrize("who", ["officer", "writer", "member"])
def test_pages_ask_as_much_at_three_rows_as_at_thirty(client, people, partnership, probation, question, who):
    user = getattr(people, who)
    client.force_login(user)
    meeting = MeetingFactory(partnership=partnership)
    made = RecommendationFactory(state="accepted", partner=probation, meeting=meeting)
    one = question("published", meeting=meeting)
    urls = [reverse(name) for name in ("question_list", "meeting_list", "recommendation_list")]
    urls += [reverse("meeting_detail", args=[meeting.uuid]), reverse("question_detail", args=[one.uuid])]
    urls += [reverse("recommendation_detail", args=[made.uuid])]

    def fill(rows):
        for number in range(rows):
            MeetingAttendanceFactory(meeting=meeting)
            question("published", meeting=meeting)
            RecommendationFactory(state="accepted", partner=probation, meeting=meeting)
            FollowUpFactory(recommendation=made)
            MeetingFactory(partnership=partnership, title=f"Meeting {number} of {rows}")
        return [asked(client, url) for url in urls]

    few, many = fill(3), fill(20)
    assert few == many
    assert max(many) <= MOST


def asked(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len([each for each in queries if "SAVEPOINT" not in each["sql"]])  # of the test's own transaction
