import newsparse


def said(text):
    return [
        (q.content[:24], q.speaker.text if q.speaker else None, str(q.kind)) for q in newsparse.extract_quotes(text)
    ]


def test_algemeiner(algemeiner):
    assert said(algemeiner) == [
        ("A U.S. official tells me", "Axios reporter Barack Ravid", "direct"),
        ("We [the US] have robust ", "his source", "direct"),
        ("We have not provided ope", "the official", "direct"),
        ("The media is reporting t", "Michael Oren, the former Israeli Ambassador to the US,", "mixed"),
        ("I sincerely hope that th", "Oren", "direct"),
        ("There will be no ceasefi", "Israeli Foreign Affairs Minister Israel Katz", "direct"),
        ("Our policy is clear: We ", "Israeli Prime Minister Benjamin Netanyahu", "direct"),
        ("We will not stop until w", "He", "direct"),
    ]
    assert sum(len(q.parts) for q in newsparse.extract_quotes(algemeiner)) == 10


def test_tass(tass):
    assert said(tass) == [
        ("Our trust of the Israeli", "one US official", "direct"),
        ("clarity and transparency", "US National Security Advisor Jake Sullivan", "mixed"),
    ]
