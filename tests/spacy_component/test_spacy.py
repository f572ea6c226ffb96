import datetime as dt
import importlib.metadata
import pickle
import subprocess
import sys

import pytest
import spacy
from hypothesis import given, settings
from spacy import displacy
from spacy.tokens import Doc, DocBin

import newsparse
from newsparse import SourceKind
from newsparse.spacy import DISPLACY_COLORS, GROUPS, NewsparseComponent
from strategies import texts

TEXT = (
    "“We won,” said Ada Lee. Axios reporter Barack Ravid wrote that “it rains” in Haifa.\n\nSign up for our newsletter."
)


def pipeline(patterns=(), **config):
    nlp = spacy.blank("en")
    if patterns:
        config = {"entities": True} | config
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": label, "pattern": pattern} for pattern, label in patterns])
    nlp.add_pipe("newsparse", config=config)
    return nlp


def test_the_factory_is_found_by_its_entry_point():
    found = importlib.metadata.entry_points(group="spacy_factories", name="newsparse")
    if not found:
        pytest.skip("the package was installed before it had the entry point")
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('newsparse'); print(nlp('“Yes,” said Ada.')._.quotes)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "(Quote('“Yes,”' @0:6 direct 'Ada'),)\n"


def test_a_doc_has_its_article_quotes_and_attributions(algemeiner, tass):
    nlp = pipeline()
    for text, doc in zip((algemeiner, tass), nlp.pipe([algemeiner, tass]), strict=True):
        article = newsparse.parse_article(text)
        assert doc._.newsparse == article
        assert doc._.quotes == article.quotes
        assert doc._.attributions == article.attributions


def test_spans_are_set_in_groups():
    doc = pipeline()(TEXT)
    found = {group: [(span.text, span.label_) for span in doc.spans[f"newsparse_{group}"]] for group in GROUPS}
    assert found["quotes"][0] == ("“We won,”", "direct")
    assert ("Ada Lee", "person") in found["sources"]
    assert found["cues"][:2] == [("said", "cue"), ("wrote", "cue")]
    assert [span.id_ for span in doc.spans["newsparse_quotes"]] == ["0", "1"]


def test_a_doc_that_was_not_parsed_has_nothing():
    pipeline()
    doc = spacy.blank("en")(TEXT)
    assert doc._.newsparse is None
    assert doc._.quotes == doc._.attributions == ()


@given(texts)
@settings(max_examples=40)
def test_any_text_is_aligned_to_tokens(text):
    text = text.encode("utf-8", "replace").decode()
    doc = NLP(text)
    assert doc._.newsparse == newsparse.parse_article(text)
    for quote, span in zip(doc._.quotes, doc.spans["newsparse_quotes"], strict=True):
        assert span.start_char <= quote.start
        assert quote.end <= span.end_char


NLP = pipeline()


def test_tokens_that_reach_over_an_edge_are_in_the_span():
    words = ["“We", "won,”said", " Ada Lee."]
    doc = Doc(NLP.vocab, words=words, spaces=[True, False, False])
    for _, component in NLP.pipeline:
        doc = component(doc)
    assert doc._.quotes[0].text == "“We won,”"
    assert doc.spans["newsparse_quotes"][0].text == "“We won,”said"


@pytest.mark.parametrize(
    ("text", "patterns", "name", "kind"),
    [
        # What the pipeline knows decides where the mention is the entity, ends in it, or begins with it …
        ("“We won,” said Tata.", [("Tata", "PERSON")], "Tata", SourceKind.PERSON),
        ("“We won,” said Tata.", [("Tata", "ORG")], "Tata", SourceKind.ORGANIZATION),
        ("“We won,” said striker Tata.", [("Tata", "PERSON")], "Tata", SourceKind.PERSON),
        # … and not where it is only a part of a description.
        ("“We won,” said a friend of Ada Lee.", [("Ada Lee", "PERSON")], "a friend of Ada Lee", SourceKind.ANONYMOUS),
        ("“We won,” said a U.S. official.", [("U.S.", "GPE")], "a U.S. official", SourceKind.ANONYMOUS),
        # Labels of other things say nothing.
        ("“We won,” said Ada Lee.", [("Ada Lee", "WORK_OF_ART")], "Ada Lee", SourceKind.PERSON),
    ],
)
def test_entities_of_the_pipeline_decide_kinds_and_names(text, patterns, name, kind):
    article = pipeline(patterns)(text)._.newsparse
    speaker = article.quotes[0].speaker
    assert (speaker.name, speaker.kind) == (name, kind)
    assert article.attributions[0].source == speaker
    (member,) = article.sources
    assert (member.name, member.kind, member.mentions, member.quotes) == (name, kind, (speaker,), article.quotes)


def test_a_fuller_name_stays():
    text = "Ada Lee is the mayor. “We won,” said Lee."
    article = pipeline([("Lee", "PERSON")])(text)._.newsparse
    assert article.quotes[0].speaker.name == newsparse.parse_article(text).quotes[0].speaker.name


@pytest.mark.parametrize("config", [{}, {"entities": False}])
def test_entities_are_left_out_of_account_unless_they_are_asked_for(config):
    text = "“We won,” said Tata."
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Tata"}])
    nlp.add_pipe("newsparse", config=config)
    doc = nlp(text)
    assert doc._.newsparse == newsparse.parse_article(text)


def test_settings():
    text = "LONDON, March 3 (Reuters) - “We will see about that,” harrumphed Ada Lee."
    doc = pipeline(reference="2021-03-04", added={"reporting_verbs.verbs": ["harrumph"]}, prefix="np/")(text)
    assert doc._.newsparse.dateline.date.isoformat() == "2021-03-03"
    assert doc._.quotes[0].cue.text == "harrumphed"
    assert "np/quotes" in doc.spans


def test_wrong_settings_fail_when_the_pipe_is_added():
    with pytest.raises(newsparse.LexiconError, match="no lexicon file 'nothing'"):
        pipeline(added={"nothing.words": ["x"]})
    with pytest.raises(ValueError, match="not 'soon'"):
        pipeline(reference="soon")


def test_results_are_saved_with_the_doc():
    nlp = pipeline()
    doc = nlp(TEXT)
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    (from_bin,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    for copy in (again, from_bin, pickle.loads(pickle.dumps(doc))):
        assert copy._.newsparse == doc._.newsparse
        assert [s.text for s in copy.spans["newsparse_quotes"]] == [s.text for s in doc.spans["newsparse_quotes"]]


def test_the_pipeline_is_saved_with_its_settings(tmp_path):
    nlp = pipeline(reference="2021-03-04", added={"reporting_verbs.verbs": ["harrumph"]})
    nlp.to_disk(tmp_path)
    text = "LONDON, March 3 (Reuters) - “We will see about that,” harrumphed Ada Lee."
    assert spacy.load(tmp_path)(text)._.newsparse == nlp(text)._.newsparse
    assert nlp.analyze_pipes()["summary"]["newsparse"]["assigns"][0] == "doc._.newsparse"


def test_several_processes():
    docs = list(NLP.pipe([TEXT] * 4, n_process=2, batch_size=2))
    assert [doc._.newsparse for doc in docs] == [newsparse.parse_article(TEXT)] * 4


def test_displacy_shows_the_spans():
    doc = NLP(TEXT)
    page = displacy.render(doc, style="span", options={"spans_key": "newsparse_quotes"}, jupyter=False)
    assert "direct" in page


def test_a_component_can_be_made_by_hand():
    component = NewsparseComponent(parser=newsparse.Parser())
    assert component(spacy.blank("en")(TEXT))._.quotes


def test_a_span_knows_who_says_it():
    doc = pipeline()("“We won,” said Ada Lee. Bo Li wrote that “it rains” in Haifa. Nobody came.")
    speakers = {span.text: span._.speaker and span._.speaker.name for span in doc.spans["newsparse_quotes"]}
    assert speakers == {"“We won,”": "Ada Lee", "“it rains”": "Bo Li"}
    assert doc[1:2]._.speaker.name == "Ada Lee"
    assert [span._.speaker.name for span in doc.spans["newsparse_contents"]] == ["Ada Lee", "Bo Li"]
    assert doc[-3:]._.speaker is None
    assert spacy.blank("en")("“We won,” said Ada Lee.")[0:3]._.speaker is None


def test_each_doc_has_a_day_of_its_own():
    text = "LONDON, March 3 (Reuters) - It rained."
    day = dt.date(2021, 3, 4)
    contexts = [{"reference": "2024-03-04"}, {"reference": day}, day, {"id": 7}, "an id", None]
    found = pipeline(reference="2019-03-04").pipe([(text, context) for context in contexts], as_tuples=True)
    assert [(doc._.newsparse.dateline.year, context) for doc, context in found] == list(
        zip((2024, 2021, 2021, 2019, 2019, 2019), contexts, strict=True)
    )


def test_displacy_has_a_colour_for_every_label():
    labels = {*newsparse.QuoteKind, *newsparse.AttributionKind, *SourceKind, *newsparse.BoilerplateKind, "cue"}
    assert labels <= set(DISPLACY_COLORS)
    if not importlib.metadata.entry_points(group="spacy_displacy_colors", name="newsparse"):
        pytest.skip("the package was installed before it had the entry point")
    doc = pipeline()("“We won,” said Ada Lee.")
    shown = displacy.render(doc, style="span", jupyter=False, options={"spans_key": "newsparse_sources"})
    assert DISPLACY_COLORS["person"] in shown
