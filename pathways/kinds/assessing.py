"""The short question set by which a need is assessed: declared with the kind, each version kept (domain: Pathways)."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """One answer that can be chosen; `is_need`: choosing it identifies a need."""

    slug: str
    label: str
    is_need: bool = False


@dataclass(frozen=True)
class Question:
    """One question with the answers to choose from."""

    slug: str
    text: str
    answers: tuple[Answer, ...]
    hint: str = ""

    def answer(self, slug: str) -> Answer:
        """Raises LookupError for an answer that the question does not have."""
        for answer in self.answers:
            if answer.slug == slug:
                return answer
        raise LookupError(f"{self.slug} has no answer {slug!r}")


@dataclass(frozen=True)
class QuestionSet:
    """The questions of one version. A version that somebody has answered is never edited: the next is declared beside
    it, so that what was asked can always be read.
    """

    version: int
    questions: tuple[Question, ...]

    def finds_need(self, answers: Mapping[str, str]) -> bool:
        """Whether any of the answers, by the question's slug, means a need. Raises LookupError for one not declared."""
        return any(question.answer(answers[question.slug]).is_need for question in self.questions)

    def in_words(self, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """(question, answer) as they were read."""
        return [(each.text, each.answer(answers[each.slug]).label) for each in self.questions]


def yes_or_no(slug: str, text: str, *, need_if: str, hint: str = "") -> Question:
    """A question answered yes or no; `need_if` names the answer that means a need."""
    answers = (Answer("yes", "Yes", need_if == "yes"), Answer("no", "No", need_if == "no"))
    return Question(slug, text, answers, hint)
