"""Which readings of the tagger become statements."""

from newsparse.attribution._choosing import Thresholds, choose
from newsparse.attribution._tagger import Tagged
from newsparse.document import cut

TEXT = "The stated goal is to make the border safe."


def statements(*found):
    return choose(cut(TEXT), found, Thresholds(spoken=0.4, told=0.4, inner=0.4))


def test_a_noun_phrase_is_a_source():
    [statement] = statements(Tagged((3, 4), ((0, 3),), ((4, 9),), 0.9))
    assert TEXT[slice(*statement.source)] == "The stated goal"


def test_of_two_readings_with_one_content_the_more_probable_is_kept():
    likely, unlikely = Tagged((1, 2), (), ((2, 9),), 0.9), Tagged((3, 4), (), ((2, 9),), 0.5)
    [statement] = statements(unlikely, likely)
    assert TEXT[slice(*statement.cue)] == "stated"


def test_what_is_less_probable_than_the_threshold_is_left_out():
    assert statements(Tagged((1, 2), (), ((2, 9),), 0.3)) == []
