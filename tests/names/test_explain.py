"""Explanations in words."""

from newsclean.names import explain


def test_it_shows_verdict_candidates_and_evidence():
    told = explain("Poutin", "Russian President Vladimir Poutin spoke in Moscow.")
    assert told.verdict.startswith("corrected to Putin")
    assert told.candidates[0].name == "Vladimir Putin"
    assert "the rest of Vladimir Putin is right" in str(told)


def test_a_word_like_no_name_is_left_alone():
    told = explain("Blorgenfest", "The Blorgenfest opens on Friday.")
    assert told.verdict.startswith("left alone")
