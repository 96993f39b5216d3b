"""Made-up names and sentences for a sample year; nobody is meant."""

FIRST_NAMES = (
    *("Amina", "Sam", "Bronwen", "Tariq", "Ngozi", "Piotr", "Eilidh", "Harpreet", "Gwen", "Marlon", "Yusuf", "Isla"),
    *("Deepa", "Callum", "Zainab", "Rhys", "Odette", "Kwame", "Megan", "Farid", "Siobhan", "Anil", "Freya", "Tomasz"),
)
LAST_NAMES = (
    *("Khan", "Price", "Ashby", "Okafor", "Nowak", "Sandhu", "Whitlock", "Marsh", "Adeyemi", "Rowntree", "Iqbal"),
    *("Fenwick", "Bhatt", "Carrow", "Dunmore", "Ellery", "Gale", "Hartnell", "Jessop", "Kember", "Lisle", "Moxon"),
    *("Netley", "Orme", "Pascoe", "Quill", "Rudge", "Selby", "Tolley", "Underhay", "Varley", "Wragg", "Yarrow"),
)
TITLES = ("Mrs", "Mr", "Ms", "Miss", "Dr")
LEAD, CHAIR, CLERK, READER = "Leo Barnes", "Carys Evans", "Mo Ali", "Ruth Shaw"

PURPOSES = (
    *("KS1 writing", "phonics in Reception", "attendance", "governance", "SEND provision", "mathematics in Year 4"),
    *(
        "the curriculum for history",
        "behaviour at lunchtime",
        "assessment",
        "reading in Key Stage 2",
        "the early years",
    ),
)
FINDINGS = (
    "Subject leaders know what they want pupils to learn, and say how they check it.",
    "Work in books shows that most classes follow the agreed sequence; two do not yet.",
    "Leaders have acted on the last review, and teaching of early reading is more even for it.",
    "Attendance has risen since the autumn, and persistent absence is still above the national figure.",
    "Governors ask sharper questions than a year ago and want clearer papers to ask them from.",
    "Pupils talk with interest about what they read; the weakest readers read too seldom to an adult.",
)
NEXT_STEPS = (
    "Head teacher to share the monitoring schedule by half term",
    "Adviser to look at books with the English lead on the next visit",
    "SENCo to bring the provision map to the next meeting",
    "Chair of Governors to visit in the spring with the mathematics lead",
)
ACTIONS = (
    *("Moderate Year 2 writing with a partner school", "Write a monitoring schedule for the term"),
    *("Train all staff in the phonics programme", "Review the behaviour policy with staff and pupils"),
    *("Bring the pupil premium plan to governors", "Map SEND provision against need"),
    *("Visit a school with strong early years", "Check the single central record with a governor"),
    *("Set targets for attendance by class", "Coach two teachers in mathematics each week"),
    *("Rewrite the history curriculum for Key Stage 2", "Hold pupil progress meetings every six weeks"),
)
CRITERIA = (
    *("80% of judgements agree", "Governors can say what has changed", "Persistent absence falls below 15%"),
    *("Every class follows the sequence by half term", "All staff trained, observed and given feedback"),
)
PRIORITIES = ("Writing at Key Stage 1", "Leadership of the early years", "Attendance", "Governance that challenges")
FACTORS = (
    *("Teaching of writing is uneven between classes", "Leaders' checks do not lead to change"),
    *("Persistent absence of disadvantaged pupils", "Governors rely on what leaders tell them"),
)
PROGRESS = ("Two of three sessions held.", "Begun; a first draft is with governors.", "Waits for the supply budget.")
REASONS = ("supply teachers could not be found", "the school asked for more time", "the head teacher was absent")
