"""The catalogue of the interface's words."""

from babel.messages.pofile import read_po

from tests.messages import ROOT, messages


def test_the_catalogue_is_what_the_code_says():
    with (ROOT / "microblog/locale/microblog.pot").open("rb") as file:
        catalogue = {message.id for message in read_po(file) if message.id}

    lacks, has_too_much = messages() - catalogue, catalogue - messages()
    assert not lacks, f"run `make messages`: {lacks}"
    assert not has_too_much, f"run `make messages`: {has_too_much}"
