"""Words around a name that say what it is the name of. English; all folded."""

__all__ = [
    "BUSINESSES",
    "COMPANY",
    "COPULA",
    "DOINGS",
    "INDEFINITE",
    "LOCATIVE",
    "NOT_BEFORE_PEOPLE",
    "OCCUPATIONS",
    "PLACE_AFTER",
    "PLACE_BEFORE",
    "RUNS",
    "SPELLING",
    "SYNONYMS",
    "TITLES",
]


def _folded(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Before a name these are no given names.
TITLES = _folded(
    "mr mrs ms dr prof professor gen general lt col colonel maj major capt captain sgt adm admiral sen "
    "senator rep representative gov governor president presidents premier chancellor minister secretary "
    "chief leader king queen prince princess crown sultan emir lord lady sir dame pope cardinal "
    "archbishop bishop ayatollah sheikh sheik imam rabbi judge justice attorney ambassador envoy mayor "
    "chairman chair director spokesman spokeswoman commander marshal congressman congresswoman former ex "
    "then late prime vice supreme foreign treasury defence defense republican democrat democratic labour "
    "tory conservative"
)
#: Beside these a name is that of a private person, a firm or a thing.
COMPANY = _folded(
    "gmbh ag inc ltd llc llp plc corp co company partners group holdings motors foods bakery jewellers "
    "museum institute university college school church street avenue road park tree farm family family's "
    "foundation center centre hospital brothers sons club fc united city opera theatre theater award "
    "prize"
)
#: A place goes on with these.
PLACE_AFTER = _folded(
    "oblast province region city town village district airport port county state bay governorate camp "
    "island islands peninsula valley river strait border crossing checkpoint base airbase dam prefecture "
    "refinery volcano enclave"
)
PLACE_BEFORE = _folded("city town village port region province district capital crossing base")
LOCATIVE = _folded("in at near from to outside around of into over toward towards across above inside")
#: Of these prepositions people are not the objects; letters are sent "to" them and heard "from" them.
NOT_BEFORE_PEOPLE = LOCATIVE - _folded("to of from over")
INDEFINITE = _folded("a an")
COPULA = _folded("is was are were means")
#: Whom papers name once, and never again.
OCCUPATIONS = _folded(
    "accountant actor actress anthropologist apprentice archaeologist architect artist athlete baker "
    "banjo barber barista barrister bartender bassist beekeeper biathlete biologist botanist boxer brewer "
    "bricklayer builder busboy busker butcher butler buyer cabbie captain caretaker carpenter cartoonist "
    "cashier cellist chef chemist chiropractor choreographer clarinetist clerk climber coach cobbler "
    "comedian composer conductor confectioner cook cooper curator cutter cyclist dancer dealer decorator "
    "defender dentist designer dietitian diver dj doctor dressmaker driver drummer economist electrician "
    "engineer entomologist farmer fencer fiddler firefighter fireman fisherman flautist florist flutist "
    "footballer forester fullback gardener geographer geologist glassblower glazier goalkeeper goatherd "
    "golfer grocer grower guide guitarist gymnast haberdasher hairdresser herder hiker historian hotelier "
    "illustrator innkeeper janitor jeweler jeweller jockey joiner journeyman juggler keeper landscaper "
    "librarian lifeguard linguist locksmith lorry luthier machinist maker mason masseur mathematician "
    "mechanic midfielder midwife miller milliner miner muralist musician neighbor neighbour nurse "
    "nutritionist oboist obstetrician optician optometrist organist paediatrician painter paramedic "
    "parishioner pediatrician pensioner pharmacist photographer physicist physiotherapist pianist picker "
    "plasterer player playwright plumber poet porter postman postwoman potter printer prodigy programmer "
    "psychologist publican pupil quilter rapper realtor receptionist restorer retiree ringer roofer rower "
    "runner saddler sailor saxophonist schoolboy schoolgirl sculptor seamstress shepherd shoemaker "
    "shopkeeper singer skater skier sociologist solicitor sommelier songwriter sprinter stonemason "
    "striker stylist surfer surveyor swimmer tailor tanner taxi teacher therapist tobacconist translator "
    "trombonist trumpeter tuner tutor undertaker upholsterer vet veterinarian violinist violist waiter "
    "waitress watchmaker weaver welder winegrower winemaker winger wrestler zoologist"
)
#: What such people do; directly behind the name.
DOINGS = _folded(
    "baked bakes bred breeds brews carved carves coached coaches collects danced dances embroiders grows "
    "keeps knits painted paints plays sells sews sings swam teaches tends trains tutors weaves wove"
)
#: They run, own or open one of these.
BUSINESSES = _folded(
    "bakery barbershop bookshop brewery butchery cafe carwash chapel clinic creche dairy deli farm ferry "
    "florist forge garage gelateria greengrocer grocery guesthouse gym hostel inn kennel kiosk laundry "
    "nursery orchard pharmacy pizzeria pub restaurant salon sawmill shop stall studio surgery tavern "
    "vineyard workshop"
)
RUNS = _folded("runs ran owns owned opened manages managed keeps kept owner")

#: Where a sentence has one of these, the spelling itself may be spoken of.
SPELLING = (
    "spell", "spelt", "misspell", "typo", "surname", "pronounc", "transliterat", "is a word", "the word",
    "the name of",
)  # fmt: skip

#: What a role is called otherwise.
SYNONYMS = {
    "president": ("pres", "head of state"),
    "prime minister": ("premier", "pm", "head of government"),
    "general": ("gen", "lt gen", "maj gen", "brig gen"),
    "commander": ("gen", "general", "col", "commander in chief"),
    "military chief": ("gen", "general", "army chief", "chief of staff"),
    "army chief": ("gen", "general", "military chief"),
    "admiral": ("adm",),
    "governor": ("gov",),
    "senator": ("sen", "senate"),
    "congressman": ("rep", "representative", "congress"),
    "congresswoman": ("rep", "representative", "congress"),
    "foreign ministry spokesman": ("foreign ministry", "spokesman"),
    "foreign ministry spokeswoman": ("foreign ministry", "spokeswoman"),
    "central bank governor": ("central bank", "bank governor"),
    "defence secretary": ("pentagon", "defense secretary"),
    "secretary of state": ("state department", "top us diplomat"),
    "attorney general": ("justice department", "prosecutor general"),
    "opposition leader": ("opposition", "dissident"),
    "chancellor": ("exchequer",),
    "cardinal": ("vatican", "cardinals"),
    "far-right leader": ("far right", "far-right", "nationalist"),
    "writer": ("author", "novelist"),
    "billionaire": ("tycoon", "oligarch"),
    "tycoon": ("billionaire", "oligarch", "magnate"),
    "footballer": ("striker", "forward", "goal", "football"),
    "secretary general": ("un chief", "nato chief", "secretary-general"),
    "defence minister": ("defense minister", "defence secretary", "defense secretary", "defence ministry"),
    "foreign minister": ("top diplomat", "foreign secretary", "foreign affairs minister"),
    "finance minister": ("treasury", "finance", "finance ministry"),
    "interior minister": ("interior ministry", "home secretary"),
}
