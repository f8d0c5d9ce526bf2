"""Weigh the candidates for a form: first what the document could say at best, then what it does say."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.names.compare import similarity
from newsclean.names.entity import Kind
from newsclean.names.fold import fold_name
from newsclean.names.index import Form, Prospect
from newsclean.names.mentions import Mention
from newsclean.names.parts import PARTICLES, Part, words
from newsclean.names.reasons import MIN_PROVEN, Reason, because, total
from newsclean.names.setting import FUZZY_PARTNER, MAX_PARTNER, NOT_ALONE, Garbled, of_the_place
from newsclean.names.surroundings import MAX_MENTIONS, Surroundings
from newsclean.names.weights import WEIGHTS

__all__ = ["Weighed", "hopeful", "rank", "target_of"]

#: So much alike, a candidate is weighed though nothing in the document speaks of it.
SURELY_LIKE = 0.86
#: From this similarity a variant is another spelling and not another name.
SAME_NAME = 0.6
#: Closer than this, in characters, a right spelling is no proof of a garbled one but its neighbour.
NEAR = 24
#: People less prominent than this must stand in the text in full: "Carter" is mostly another Carter.
KNOWN_TO_ALL = 5
#: What the document can say for any candidate at most: the rest of the name, a right spelling, ...
PROVEN = max(WEIGHTS["proven_person"], WEIGHTS["proven_thing"])
ROLES = max(WEIGHTS["role_before"], WEIGHTS["role"]) + WEIGHTS["second_role"]
COUNTRY, SPOKEN_OF = WEIGHTS["country"], WEIGHTS["spoken_of"]
RELATED, PAIRED = WEIGHTS["related"], WEIGHTS["paired"]
PLACED = WEIGHTS["locative"] + WEIGHTS["place_noun"]
#: All of it together.
BEST = MAX_PARTNER + NOT_ALONE + PROVEN + ROLES + COUNTRY + RELATED + PAIRED + PLACED
#: What it says against a form if it has that in small letters, too.
IN_SMALL = -WEIGHTS["small"]


#: What the rest of the document can say for a candidate.
ELSEWHERE = frozenset({"proven_person", "proven_thing", "spoken_of"})


class Weighed(NamedTuple):
    """A candidate with its score and the reasons.

    ``partners`` holds, for each mention looked at, which of the words beside it belong to the name as
    well and are garbled, too.
    """

    prospect: Prospect
    score: float
    reasons: tuple[Reason, ...]
    partners: tuple[tuple[Garbled, ...], ...]


#: Whom papers name in full: members of parliaments, ministers of small countries.
LITTLE_KNOWN = 2

# ---------------------------------------------------------------- at best


def hopeful(
    prospects: Iterable[Prospect], forms: Sequence[Form], around: Surroundings, floor: float
) -> tuple[Prospect, ...]:
    """Return the candidates that could come to a score of ``floor``, going by what the document says.

    ``forms`` are the ways in which the word is written; none if it is several words run together.
    """
    words, countries = around.words, around.countries
    spoken_of = [
        prospect
        for prospect in prospects
        if prospect.similarity >= SURELY_LIKE
        or not prospect.profile.words.isdisjoint(words)
        or not prospect.profile.countries.isdisjoint(countries)
    ]
    if not spoken_of:  # most forms are like somebody whom the document does not speak of
        return ()
    against = IN_SMALL if forms and forms[0].folded in around.small else 0.0
    hyphened = any(form.text in around.hyphened for form in forms)
    return tuple(
        prospect
        for prospect in spoken_of
        if _could_reach(prospect, forms, around, floor + against, hyphened=hyphened)
    )


def _could_reach(
    prospect: Prospect, forms: Sequence[Form], around: Surroundings, floor: float, *, hyphened: bool
) -> bool:
    """Return whether a candidate that is spoken of, or very like the form, could come to ``floor``.

    What the document does not promise is taken off the best that there could be, what costs least to
    find out first; then what its sentences do not keep.
    """
    profile, part = prospect.profile, prospect.part
    named = not profile.words.isdisjoint(around.words)
    spoken_of = not profile.countries.isdisjoint(around.countries)
    partner = _may_have_partner(prospect, around, named=named)
    # The weights of what is missing; in sums, because this is asked fifty times a document.
    spare = prospect.base + BEST - floor - (part.entity.kind is not Kind.PLACE) * PLACED
    spare -= part.alone * NOT_ALONE + (not partner) * MAX_PARTNER + (not spoken_of) * COUNTRY
    if spare < 0:
        return False
    proven = named and _may_be_proven(prospect, around)
    if part.entity.kind is Kind.PERSON and part.entity.prominence <= LITTLE_KNOWN and not (partner or proven):
        return False  # of somebody whom few know, the family name alone is no sign
    spare -= (not proven) * PROVEN + (not hyphened) * PAIRED
    spare -= (not any(map(around.says, profile.related))) * RELATED
    if spare < 0:
        return False
    role = any(map(around.says, profile.plays))
    spare -= (not role) * ROLES
    if spare < 0 or not forms:  # words run together have places but no form to look around
        return spare >= 0
    return _keeps(_Promise(spare, partner, spoken_of, role), prospect, forms, around)


class _Promise(NamedTuple):
    """What the document as a whole promises a candidate, and by how much that is more than it needs."""

    spare: float
    partner: bool
    country: bool
    role: bool


def _keeps(promise: _Promise, prospect: Prospect, forms: Sequence[Form], around: Surroundings) -> bool:
    """Return whether the sentences with the forms keep enough of what the document promises."""
    spare = promise.spare
    if promise.partner and not _has_partner(prospect, forms, around):
        if not prospect.part.alone:
            return False
        spare -= MAX_PARTNER
    if promise.country and 0 <= spare < COUNTRY - SPOKEN_OF and not _has_country(prospect, forms, around):
        return False
    if promise.role and 0 <= spare < ROLES and not _has_role(prospect, forms, around):
        return False
    return spare >= 0


def _may_have_partner(prospect: Prospect, around: Surroundings, *, named: bool) -> bool:
    """Return whether another word of the name, right or in a form of the same key, is anywhere."""
    if not (prospect.rest or len(prospect.profile.spellings) > 1):
        return False
    return named or not prospect.rest_keys.isdisjoint(around.odd_keys)


def _may_be_proven(prospect: Prospect, around: Surroundings) -> bool:
    return prospect.similarity >= MIN_PROVEN[prospect.part.entity.kind] and any(
        map(around.words.issuperset, prospect.profile.spelt)
    )


def _has_country(prospect: Prospect, forms: Sequence[Form], around: Surroundings) -> bool:
    scenes = map(around.scene, forms)
    return any(not prospect.profile.countries.isdisjoint(scene.countries) for scene in scenes)


def _has_role(prospect: Prospect, forms: Sequence[Form], around: Surroundings) -> bool:
    sentences = [around.scene(form).sentences for form in forms]
    return any(plain in sentence for plain in prospect.profile.plays for sentence in sentences)


def _has_partner(prospect: Prospect, forms: Sequence[Form], around: Surroundings) -> bool:
    """Return whether another word of the name, right or garbled, is near any of the mentions."""
    beside = {word for form in forms for word in around.beside(form)}
    if not beside.isdisjoint(prospect.profile.words):
        return True
    odd = [word for word in beside if around.is_odd(word)]
    return any(similarity(word, other) >= FUZZY_PARTNER for word in odd for other in prospect.rest)


# ---------------------------------------------------------------- in fact


def rank(
    folded: str, mentions: Sequence[Mention], prospects: Iterable[Prospect], around: Surroundings
) -> list[Weighed]:
    """Return the candidates for a form, weighed, best first."""
    looked_at = mentions[:MAX_MENTIONS]
    weighed = [_weigh(folded, prospect, looked_at, around) for prospect in prospects]
    weighed.sort(key=lambda w: (-w.score, w.prospect.part.entity.name))
    return weighed


def _weigh(folded: str, prospect: Prospect, mentions: Sequence[Mention], around: Surroundings) -> Weighed:
    """Return what speaks for and against a candidate at all the places where the form stands."""
    part = prospect.part
    reasons = [*prospect.reasons]
    if folded in around.small:
        reasons.append(because("small", "the text has it in small letters, too"))
    if proof := _spelled_right(prospect, mentions, around):
        reasons.append(proof)
    if part.end - part.start > 1 and any(_has_exact_word(mention, part) for mention in mentions):
        reasons.append(because("part_right", "another part of the name is right"))
    places = [of_the_place(mention, prospect, around.index) for mention in mentions]
    best = max((pros for pros, _, _ in places), key=total)
    worst = min((cons for _, cons, _ in places), key=total)
    if not any("(country)" in reason.text for reason in best):
        common = [country for country in part.entity.countries if country in around.countries]
        if common:
            reasons.append(because("spoken_of", f"the text speaks of {common[0]}"))
    if not best and not any(reason.kind in ELSEWHERE for reason in reasons):
        reasons.append(because("bare", "nothing around it speaks for it"))
    reasons += best + worst
    return Weighed(prospect, total(reasons), tuple(reasons), tuple(beside for _, _, beside in places))


def _has_exact_word(mention: Mention, part: Part) -> bool:
    plain = {fold_name(word) for word in part.form[part.start : part.end]} - PARTICLES
    inside = mention.passage.tokens[mention.first : mention.last + 1]
    return mention.first != mention.last and any(token.folded in plain for token in inside)


def _spelled_right(prospect: Prospect, mentions: Sequence[Mention], around: Surroundings) -> Reason | None:
    """Return the strongest reason there is: elsewhere the document has the name right.

    Elsewhere, because of "Liman von Sanders" only "Sanders" is right, and that is another name.
    """
    part = prospect.part
    entity = part.entity
    if part.demonym or prospect.similarity < MIN_PROVEN[entity.kind]:
        return None
    if part.end < len(part.form) and part.start and not part.alone:
        return None  # a middle name
    named = [*around.named(entity)]
    person = entity.kind is Kind.PERSON
    if person and entity.prominence < KNOWN_TO_ALL and not any(" " in spelling for _, spelling in named):
        return None
    near = [
        (max(mention.passage.start, mention.start - NEAR), min(mention.passage.end - 1, mention.end + NEAR))
        for mention in mentions
    ]
    if any(not any(low <= start <= high for low, high in near) for start, _ in named):
        return because(
            "proven_person" if person else "proven_thing", f"the text also spells {entity.short} right"
        )
    return None


def target_of(part: Part, around: Surroundings) -> Part:
    """Return the part to write instead: the gazetteer's own spelling of it, not that of a variant.

    Where the text itself uses the variant, or it is another name altogether (Hemedti for Dagalo),
    the variant stays.
    """
    entity = part.entity
    own = words(entity.name)
    if part.form == own or part.demonym or part.folded in around.words:
        return part
    if part.folded == f"{fold_name(entity.name)}s":
        return part  # "Houthis"
    if len(part.form) == len(own):
        target = part._replace(form=own)
    elif part.end == len(part.form):
        family = words(entity.short)
        start = len(own) - len(family)
        if own[start:] != family:
            return part
        head = len(own) - 1 if part.end - part.start == 1 else start
        target = part._replace(form=own, start=head, end=len(own))
    else:
        return part
    plain = "".join(map(fold_name, target.form[target.start : target.end]))
    return target._replace(folded=plain) if similarity(part.folded, plain) >= SAME_NAME else part
