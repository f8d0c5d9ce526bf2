"""How much each kind of evidence says for or against a candidate, in log-odds.

The figures are in ``data/model/names.json``. ``tools/train_names.py`` learns them; its card says from what.
"""

import json
from importlib import resources

__all__ = ["PRIORS", "WEIGHTS"]

#: The kinds of ``reasons.Reason``, with what each was thought to weigh before anything was learnt. What
#: speaks for a candidate is above zero here, and can come to nothing but not below.
PRIORS = {
    "prior_person": -3.2,
    "prior_place": -3.2,
    "prior_org": -3.2,
    "alike": 12,
    "prominence": 0.4,
    "prominence_thing": 0.4,
    "prominence_framed": 0.4,
    "long": 0.6,
    "short": -0.8,
    "very_short": -2,
    "others": -2.5,
    "word": -3,
    "given": -1.5,
    "surname": -1.2,
    "proper": -1.5,
    "compound": -3,
    "unknown": 0.9,
    "slip_long": 1.2,
    "slip_middling": 0.8,
    "slip_short": 0.3,
    "digit": 0.9,
    "part": -1.5,
    "unlike_part": -3,
    "many_ways": -3,
    "demonym": -2,
    "plural": -5,
    "derived": -5,
    "rest_missing": -6,
    "rest_of_many": 4.5,
    "rest": 3,
    "rest_garbled": 1.5,
    "rest_of_part": 1.5,
    "role_before": 1.9,
    "role": 1.2,
    "second_role": 0.6,
    "paired": 1.5,
    "paired_same": -1.5,
    "related": 0.8,
    "named_beside": -7,
    "country": 1.6,
    "another": -8,
    "other_given": -5,
    "name_before": -3,
    "firm": -5,
    "institution": -5,
    "name_after": -3,
    "goes_on": -4,
    "introduced": -3,
    "place_in": -3,
    "common_noun": -2,
    "mrs": -1,
    "preposition": -1.5,
    "mr": -5,
    "locative": 0.7,
    "place_noun": 0.7,
    "elsewhere": -4,
    "spelling": -8,
    "abbreviation": -4,
    "small": -4,
    "part_right": -5,
    "spoken_of": 0.5,
    "proven_person": 3.2,
    "proven_thing": 1.8,
    "foreign_person": -0.8,
    "foreign_thing": -0.8,
    "defined": -3,
    "occupation": -2.5,
    "bare": -0.5,
    "frame": 4.0,
    "frame_of_many": 7.0,
    "frame_of_particles": 1.0,
    "frame_rare": 1.0,
    "framed_word": -2.0,
    "framed_name": -1.5,
    "framed_given": -1.0,
}

#: What each weighs.
WEIGHTS: dict[str, float] = PRIORS | json.loads(
    resources.files("newsclean.data").joinpath("model", "names.json").read_text("ascii")
)
