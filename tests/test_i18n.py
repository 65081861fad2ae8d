"""Sentences: English by themselves, and in the reader's language at the doors that know it."""

import pytest
from pyramid.i18n import Localizer, Translations

from microblog.errors import Invalid, NotFound, TooMany, Unfit
from microblog.i18n import DOMAIN, _, in_english, ngettext, translated


class Shouting(Translations):
    """A language in which everything is said loudly."""

    def dugettext(self, domain, message):
        return message.upper().replace("${NAME}", "${name}") if domain == DOMAIN else message

    def dungettext(self, domain, one, many, number):
        return f"{number} ${{n}}: {one if number == 1 else many}" if domain == DOMAIN else one


SHOUTING = Localizer("xx", Shouting())


@pytest.mark.parametrize(
    ("sentence", "english", "loud"),
    [
        ("Home", "Home", "HOME"),
        (_("Home"), "Home", "HOME"),
        (_("${name} follows", mapping={"name": "$ada"}), "$ada follows", "$ada FOLLOWS"),
        (ngettext("${n} post", "${n} posts", 1), "1 post", "1 1: 1 post"),
        (ngettext("${n} post", "${n} posts", 3), "3 posts", "3 3: 3 posts"),
        (ngettext("One by ${who}", "${n} by ${who}", 0, {"who": "Ada"}), "0 by Ada", "0 0: 0 by Ada"),
    ],
)
def test_a_sentence_is_said_in_english_or_in_another_language(sentence, english, loud):
    assert in_english(sentence) == english
    assert type(in_english(sentence)) is str
    assert translated(SHOUTING, sentence) == loud


@pytest.mark.parametrize("kind", [NotFound, Unfit, lambda sentence: TooMany(sentence, retry_after=1)])
def test_a_refusal_says_its_sentence_in_english_and_keeps_what_can_be_translated(kind):
    refusal = kind(_("${name} is gone.", mapping={"name": "Ada"}))

    assert str(refusal) == "Ada is gone."
    assert translated(SHOUTING, refusal.sentence) == "Ada IS GONE."


def test_what_is_wrong_with_fields_is_said_in_english_and_keeps_what_can_be_translated():
    refusal = Invalid({"text": ngettext("Say it in ${n} word.", "Say it in ${n} words.", 5)}, name=_("Fill this in."))

    assert str(refusal) == "Say it in 5 words. Fill this in."
    assert refusal.problems == {"text": "Say it in 5 words.", "name": "Fill this in."}
    assert [translated(SHOUTING, one) for one in refusal.sentences.values()] == [
        "5 5: Say it in 5 words.",
        "FILL THIS IN.",
    ]
