"""Common nouns that head a source: whether they are people, bodies or papers."""

import pytest

from newsparse import extract_attributions

PEOPLE = "plaintiff juror midwife banker playwright detainee asylum-seeker rebel shopper pupil undersecretary flatmate"
BODIES = "bench junta squad railway synagogue chipmaker tribunal council"
PAPERS = "petition lawsuit affidavit dossier transcript warrant"


def kind(noun):
    (attribution,) = extract_attributions(f"The road will close for good in May, the {noun} said on Monday.")
    return attribution.source.kind


@pytest.mark.parametrize("noun", PEOPLE.split())
def test_a_person_without_a_name(noun):
    assert kind(noun) == "anonymous"


@pytest.mark.parametrize("noun", BODIES.split())
def test_a_body(noun):
    assert kind(noun) == "organization"


@pytest.mark.parametrize("noun", PAPERS.split())
def test_a_document(noun):
    assert kind(noun) == "document"
