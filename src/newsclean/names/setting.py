"""What stands around one mention says for and against a candidate."""

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.names.compare import similarity
from newsclean.names.cues import (
    BUSINESSES,
    COMPANY,
    COPULA,
    DOINGS,
    INDEFINITE,
    LOCATIVE,
    NOT_BEFORE_PEOPLE,
    OCCUPATIONS,
    PLACE_AFTER,
    PLACE_BEFORE,
    RUNS,
    SPELLING,
    TITLES,
)
from newsclean.names.entity import Kind
from newsclean.names.fold import fold_name
from newsclean.names.index import Index, Profile, Prospect
from newsclean.names.lexicon import lexicon
from newsclean.names.mentions import Mention, Passage, Token
from newsclean.names.parts import PARTICLES, Part
from newsclean.names.reasons import Reason, because
from newsclean.names.weights import WEIGHTS

__all__ = ["FUZZY_PARTNER", "MAX_PARTNER", "Garbled", "of_the_place", "partners"]

#: From here a word beside the form counts as the other part of the name, garbled as well.
FUZZY_PARTNER = 0.62
#: The most that the rest of the name beside a form can weigh, if the form may stand alone.
MAX_PARTNER = max(WEIGHTS["rest"], WEIGHTS["rest_of_many"], WEIGHTS["rest_garbled"])
#: What it weighs more if the form may not.
NOT_ALONE = WEIGHTS["rest_of_part"]
#: How many words before a form a role may stand to be "after" it.
NEAR_ROLE = 6
#: How many words behind a name may tell of a shop that somebody runs.
MAX_DOING = 7
#: Particles that are English words, too.
ENGLISH = frozenset({"of", "the", "and", "as", "do", "den"})
#: In a text without other capitals, shorter words in capitals are abbreviations.
MAX_ABBREVIATION = 5

_BLANKS = (" ", "\N{NO-BREAK SPACE}")
_JOINTS = (*_BLANKS, "-")
_QUOTES_BEFORE = ("'", '"', "‘", "“")
_QUOTES_AFTER = ("'", '"', "’", "”", ",")

#: A word beside a mention that is garbled, too: number of the token, what it should read.
Garbled = tuple[int, str]


class Spot(NamedTuple):
    """A mention and a candidate, with what the rules of thumb below need to know.

    ``gap_before`` and ``gap_after`` are the characters between the mention and the words beside it.
    """

    mention: Mention
    prospect: Prospect
    known: Index
    matched: int
    before: Token | None
    after: Token | None
    gap_before: str
    gap_after: str

    @property
    def kind(self) -> Kind:
        return self.prospect.part.entity.kind

    @property
    def part(self) -> Part:
        return self.prospect.part

    @property
    def profile(self) -> Profile:
        return self.prospect.profile

    @property
    def passage(self) -> Passage:
        return self.mention.passage

    @property
    def following(self) -> list[Token]:
        """The words after the mention, or after the name that it is part of."""
        tokens = self.passage.tokens
        return tokens[tokens.index(self.after) :] if self.after else []

    @property
    def near(self) -> Token | None:
        """The word before, where nothing but a blank is between."""
        return self.before if self.gap_before in _BLANKS else None


def of_the_place(
    mention: Mention, prospect: Prospect, index: Index
) -> tuple[list[Reason], list[Reason], tuple[Garbled, ...]]:
    """Return what speaks for a candidate and what against it where one mention stands, and its partners."""
    tokens, passage = mention.passage.tokens, mention.passage
    part = prospect.part
    matched, beside = partners(mention, part)
    first, last = mention.first, mention.last
    if not matched and part.alone and part.entity.kind is Kind.PERSON and first:
        previous = tokens[first - 1].folded  # "Bibi", of another accepted form of the name
        if part.entity.name in index.accepted.get(previous, ()) and previous not in PARTICLES:
            matched, beside = 1, ()
    if prospect.framed or matched:  # what stands around the name, and not inside it
        first, last = _bounds(mention, part)
    spot = Spot(
        mention,
        prospect,
        index,
        matched,
        tokens[first - 1] if first else None,
        tokens[last + 1] if last + 1 < len(tokens) else None,
        passage.gap(first - 1) if first else "",
        passage.gap(last) if last < len(tokens) else "",
    )
    roles = _roles(spot)
    reasons = [
        *_rest_of_name(spot, len(beside)),
        *roles,
        *_pairs(spot),
        *_sentence(spot),
        *_other_names(spot),
        *_goes_on(spot, has_role=bool(roles)),
        *_spelling(spot),
    ]
    rules = {Kind.PERSON: _person, Kind.PLACE: _place, Kind.ORG: _thing}[spot.kind]
    reasons += rules(spot)
    pros = [reason for reason in reasons if reason.weight > 0]
    return pros, [reason for reason in reasons if reason.weight < 0], beside


# ---------------------------------------------------------------- the rest of the name


def _bounds(mention: Mention, part: Part) -> tuple[int, int]:
    """Return the numbers of the first and last words of the full name that a mention stands in."""
    tokens, passage = mention.passage.tokens, mention.passage
    first, last = mention.first, mention.last
    for word in reversed(part.form[: part.start]):
        if first == 0 or passage.gap(first - 1) not in _JOINTS or not _alike(tokens[first - 1], word):
            break
        first -= 1
    for word in part.form[part.end :]:
        if last + 1 >= len(tokens) or passage.gap(last) not in _JOINTS or not _alike(tokens[last + 1], word):
            break
        last += 1
    return first, last


def partners(mention: Mention, part: Part) -> tuple[int, tuple[Garbled, ...]]:
    """Return how many words beside the mention are the rest of the name, and which are garbled."""
    before, garbled_before = _partners_before(mention, part)
    after, garbled_after = _partners_after(mention, part)
    return before + after, tuple(sorted(garbled_before + garbled_after))


def _partners_before(mention: Mention, part: Part) -> tuple[int, list[Garbled]]:
    tokens, passage = mention.passage.tokens, mention.passage
    garbled: list[Garbled] = []
    matched = 0
    i = mention.first
    for word in reversed(part.form[: part.start]):
        if i == 0 or passage.gap(i - 1) not in (*_JOINTS, ". ", "."):
            break
        alike = _alike(tokens[i - 1], word)
        if not alike:
            if part.start > 1 and fold_name(word) not in PARTICLES:
                continue  # a middle name that was left out
            break
        i -= 1
        matched += fold_name(word) not in PARTICLES and len(tokens[i].folded) > 1
        if alike < 1:
            garbled.append((i, word))
    return matched, garbled


def _partners_after(mention: Mention, part: Part) -> tuple[int, list[Garbled]]:
    tokens, passage = mention.passage.tokens, mention.passage
    garbled: list[Garbled] = []
    matched = 0
    i = mention.last
    for word in part.form[part.end :]:
        if i + 1 >= len(tokens) or passage.gap(i) not in _JOINTS:
            break
        alike = _alike(tokens[i + 1], word)
        if not alike:
            break
        i += 1
        matched += fold_name(word) not in PARTICLES
        if alike < 1:
            garbled.append((i, word))
    return matched, garbled


def _alike(token: Token, word: str) -> float:
    """Return 1 for the same word, less for a similar one, 0 for another; an initial is the same."""
    folded = fold_name(word)
    if token.folded == folded or (
        len(token.folded) == 1 and token.capital and folded.startswith(token.folded)
    ):
        return 1.0
    if not token.capital and folded not in PARTICLES:
        return 0.0
    if len(folded) < 2 or token.folded in lexicon().words:
        return 0.0  # "Later Putin" is not Vladimir
    alike = similarity(token.folded, folded)
    return min(alike, 0.99) if alike >= FUZZY_PARTNER else 0.0


def _rest_of_name(spot: Spot, garbled: int) -> Iterator[Reason]:
    if spot.prospect.framed:
        return  # the prospect says so
    if not spot.matched:
        if not spot.part.alone:
            yield because("rest_missing", "the rest of the name is missing")
        return
    needed = len(spot.prospect.rest)
    exact = spot.matched - garbled
    complete = exact >= needed
    text = f"{'beside it' if exact else 'almost'} the rest of {spot.part.entity.name}"
    if needed > 1 and complete:
        yield because("rest_of_many", text)
    else:
        yield because("rest" if exact and (complete or spot.kind is Kind.PERSON) else "rest_garbled", text)
    if complete and not spot.part.alone:
        yield because("rest_of_part", text)  # it need not stand alone


# ---------------------------------------------------------------- for and against


def _roles(spot: Spot) -> list[Reason]:
    """Return the reasons that the entity's roles give: the best one, and a little more for a second."""
    passage, first = spot.passage, spot.mention.first
    close = "".join(f" {token.folded}" for token in passage.tokens[max(0, first - NEAR_ROLE) : first]) + " "
    found: list[Reason] = []
    for role in spot.profile.roles:
        for name, plain in role:
            if f" {plain} " in passage.folded:
                after = f" {plain} " in close
                found.append(
                    because("role_before" if after else "role", f"{'after' if after else 'beside'} “{name}”")
                )
                break
    found.sort(key=lambda reason: -reason.weight)
    return [*found[:1], *(because("second_role", reason.text) for reason in found[1:2])]


def _pairs(spot: Spot) -> Iterator[Reason]:
    """Yield what a hyphen says: of the two in "Trump-Macron" one is rarely the other's countryman."""
    for token, gap in ((spot.before, spot.gap_before), (spot.after, spot.gap_after)):
        countries = spot.known.countries.get(token.folded) if token and gap == "-" else None
        if token and countries:
            yield because("paired", f"paired with {token.text}")
            if countries & spot.profile.countries:
                yield because("paired_same", f"paired with {token.text}, of the same country")


def _sentence(spot: Spot) -> Iterator[Reason]:
    """Yield what the rest of the sentence says."""
    passage, entity = spot.passage, spot.part.entity
    if country := _country(spot):
        yield country
    elif other := _foreign(spot):
        yield because(
            f"foreign_{'person' if spot.kind is Kind.PERSON else 'thing'}", f"“{other}” is elsewhere"
        )
    after = spot.following
    known = spot.kind is Kind.PERSON and spot.prospect.framed  # "Nikol Pashinian is a former journalist"
    defined = len(after) > 1 and after[0].folded in COPULA
    if defined and not known and after[1].folded in INDEFINITE | {"one", "another"}:
        yield because("defined", "the sentence says what it is")
    if job := _occupation(spot):
        yield because("occupation", f"“{job}”")
    elif spot.kind is Kind.PERSON and (doing := _doing(after)):
        yield because("occupation", f"“{doing}”")
    if any(f" {name} " in passage.folded for name in spot.profile.related):
        yield because("related", "mentioned with it")
    if spot.kind is Kind.PERSON and spot.matched:
        full = " ".join(map(fold_name, spot.part.form))
        if f" {full} " in passage.folded:
            yield because("named_beside", f"{entity.name} is in the same sentence")


def _country(spot: Spot) -> Reason | None:
    passage, mention = spot.passage, spot.mention
    paired = {
        i
        for i, gap in ((mention.first - 1, spot.gap_before), (mention.last + 1, spot.gap_after))
        if "-" in gap
    }
    for i, said, countries in passage.countries(spot.known.countries):
        if countries.isdisjoint(spot.profile.countries) or i in paired:
            continue
        if mention.first <= i <= mention.last:
            continue
        close = mention.first - 2 <= i <= mention.last + 2
        if not (close and passage.tokens[i].folded in spot.profile.own):
            return because("country", f"“{said}” is in the sentence (country)")
    return None


def _foreign(spot: Spot) -> str | None:
    """Return what speaks of another country where nothing speaks of the candidate's."""
    mention = spot.mention
    if not spot.profile.countries:
        return None
    for i, said, _ in spot.passage.countries(spot.known.countries):
        if not mention.first - 2 <= i <= mention.last + 2:
            return said
    return None


def _occupation(spot: Spot) -> str | None:
    """Return the trade that a person is said to have, if it is none of those whom papers write about."""
    tokens, mention = spot.passage.tokens, spot.mention
    start = max(0, mention.first - 3)
    before = [token.folded for token in tokens[start : mention.first] if not token.capital]
    after: list[str] = []
    if spot.gap_after == ", " and spot.after and spot.after.folded in INDEFINITE | {"the"}:
        after = [token.folded for token in spot.following[:7] if not token.capital]
    own = {word for role in spot.profile.roles for _, plain in role for word in plain.split()}
    return next((word for word in (*before, *after) if _is_occupation(word) and word not in own), None)


def _doing(after: list[Token]) -> str | None:
    """Return what somebody whom papers name once does, going by the words behind the name."""
    if after and after[0].folded in DOINGS and not after[0].capital:
        return after[0].text
    near = [token.folded for token in after[:MAX_DOING]]
    if RUNS.isdisjoint(near):
        return None
    return next((word for word in near if word in BUSINESSES), None)


def _is_occupation(word: str) -> bool:
    return word in OCCUPATIONS or word.endswith(("ologist", "ographer"))


def _other_names(spot: Spot) -> Iterator[Reason]:
    """Yield what the words beside a mention say if with it they make another name."""
    if _is_another(spot):
        yield because("another", "with the word beside it, it is another name")
    before = spot.near
    if before is None:
        return
    if not (spot.matched or spot.prospect.framed) and _is_given(before, spot):
        if spot.kind is Kind.PERSON:
            yield because("other_given", f"{before.text} is no given name of {spot.part.entity.name}")
        elif spot.mention.first > 0:
            yield because("name_before", f"{before.text} beside it")


def _is_another(spot: Spot) -> bool:
    """Return whether mention and neighbour are a name that the gazetteer has as it stands."""
    tokens, mention = spot.passage.tokens, spot.mention
    text = " ".join(token.folded for token in tokens[mention.first : mention.last + 1])
    sides = []
    if spot.before:
        sides.append(f"{spot.before.folded} {text}")
    if spot.after:
        sides.append(f"{text} {spot.after.folded}")
    return any(spot.known.named.get(side, frozenset()) - {spot.part.entity.name} for side in sides)


def _is_given(token: Token, spot: Spot) -> bool:
    """Return whether the word before a name looks like somebody's given name."""
    if not token.capital or token.folded in TITLES or len(token.folded) < 2:
        return False
    if spot.passage.text[token.end : token.end + 1] in ("'", "’"):
        return False  # possessive
    known = lexicon()
    if spot.passage.capitals:
        return token.folded in known.given and token.folded not in known.words
    initial = spot.mention.first == 1
    if token.folded in spot.known.countries:
        return False
    if initial and token.folded in known.words and token.folded not in known.given:
        return False
    return not (token.text.isupper() and len(token.text) > 3)


def _goes_on(spot: Spot, *, has_role: bool) -> Iterator[Reason]:
    """Yield what stands behind a mention and makes it the name of something else."""
    if spot.gap_after.startswith(" & ") or spot.gap_before == " & ":
        yield because("firm", "part of a firm's name")
    after = spot.after
    if after is None:
        return
    if spot.gap_after == " " and not _continues(spot, after):
        place = after.folded in PLACE_AFTER
        if after.folded in COMPANY and not (place and spot.kind is Kind.PLACE):
            yield because("institution", f"followed by {after.text}")
        elif _starts_a_name(after, spot) and not (place and spot.kind is not Kind.PERSON):
            yield because("name_after", f"followed by {after.text}")
    elif spot.gap_after == "-" and not spot.part.alone and not (after.capital or _continues(spot, after)):
        yield because("goes_on", f"it goes on with “-{after.text}”")
    elif spot.gap_after == ", " and spot.kind is Kind.PERSON:
        if after.text.isdigit() or (after.folded in INDEFINITE and not has_role):
            yield because("introduced", "presented as somebody unknown")
        if after.folded in spot.known.countries:
            yield because("place_in", f"a place in {after.text}")


def _starts_a_name(token: Token, spot: Spot) -> bool:
    """Return whether a word behind a mention goes on with the name, and not with the headline."""
    if spot.passage.capitals:
        known = token.folded in lexicon().words or spot.known.is_right(token.folded)
        return token.text.istitle() and (not known or token.folded in PARTICLES - ENGLISH)
    return token.capital


def _continues(spot: Spot, after: Token) -> bool:
    part = spot.part
    return part.end < len(part.form) and _alike(after, part.form[part.end]) > 0


def _person(spot: Spot) -> Iterator[Reason]:
    before = spot.near
    if before is None:
        return
    if before.folded in INDEFINITE:
        yield because("common_noun", "used as a common noun")
    elif before.folded in ("ms", "mrs"):
        yield because("mrs", f"{before.text} beside it")
    elif before.folded in NOT_BEFORE_PEOPLE:
        yield because("preposition", f"after “{before.text}”")


def _thing(spot: Spot) -> Iterator[Reason]:
    if spot.near and spot.near.folded in ("mr", "ms", "mrs", "dr"):
        yield because("mr", f"{spot.near.text} beside it")


def _place(spot: Spot) -> Iterator[Reason]:
    yield from _thing(spot)
    if spot.near and spot.near.folded in LOCATIVE | PLACE_BEFORE:
        yield because("locative", f"after “{spot.near.text}”")
    if spot.after and spot.gap_after == " " and spot.after.folded in PLACE_AFTER and not spot.after.capital:
        yield because("place_noun", f"before “{spot.after.text}”")
    if spot.after and spot.gap_after == ", " and spot.after.capital:
        countries = spot.known.countries.get(spot.after.folded)
        if countries and countries.isdisjoint(spot.profile.countries):
            yield because("elsewhere", f"it is in {spot.after.text}")


def _spelling(spot: Spot) -> Iterator[Reason]:
    """Yield what the way a mention is written says."""
    passage = spot.passage
    if _quoted(spot.mention) or any(sign in passage.folded for sign in SPELLING):
        yield because("spelling", "the spelling itself is spoken of")
    token = passage.tokens[spot.mention.first]
    if token.text.isupper() and len(token.text) <= MAX_ABBREVIATION and not passage.capitals:
        yield because("abbreviation", "it looks like an abbreviation")


def _quoted(mention: Mention) -> bool:
    text = mention.passage.text
    start, end = mention.start, mention.end
    return (
        text[max(0, start - 1) : start] in _QUOTES_BEFORE
        and text[end : end + 1] in _QUOTES_AFTER
        and text[end : end + 2] not in ("'s", "’s")
    )
