"""Invented articles with the residue of real ones, shared by tests."""

PARAGRAPHS = (
    "Rescue teams reached the mountain village of Varn on Tuesday, two days after the river broke its banks "
    "and washed away the only road.",
    "“We heard it before we saw it,” said Ana Prifti, who runs the bakery by the bridge. “It sounded like a "
    "train that never came.”",
    "The regional government said that 340 people had spent two nights in the school gym, and that all of them "
    "were safe.",
    "Engineers had warned in 2019 that the dam above the village needed new gates. The money was voted, but the "
    "work never began.",
    "Governor Tom Okafor promised an inquiry. He said that he would publish its findings before the end of the "
    "year, whatever they were.",
)

ARTICLE = "\n".join(PARAGRAPHS)
BODY = "\n\n".join(PARAGRAPHS)
