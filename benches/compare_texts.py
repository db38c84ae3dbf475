"""Invented news for `compare.py`: articles of about 800 words, a second version of each that changes a tenth of its
paragraphs, and a saved page around each. The same on every run and every Python.
"""
import html
import json

FIRST = "Ada Ben Carla Dov Elin Farid Greta Hugo Ines Jonas Kaja Liam Mara Nils Olga Pavel Rosa Sven Tessa Vera".split()
LAST = (
    "Abram Brandt Castell Dorning Ekholm Farrow Gellert Harwick Ibsley Jarvik Kessel Lorrimer Marchetti Norling "
    "Okoro Pellerin Quist Rosendal Sarkis Tolland Ulvang Varley Wexham Yardley Zeller Ashdown Belmont Corrigan"
).split()
ROLES = (
    "mayor|head of the port authority|deputy minister for transport|union secretary|chief engineer|police spokeswoman|"
    "finance director|opposition leader|fire chief|professor of public law|director of the aid group|regional governor"
).split("|")
BODIES = (
    "the ministry|the city council|the port authority|the regional court|the union of teachers|the grid operator|"
    "the coast guard|the board of the clinic|the river commission|the national bank|the ferry company|the inspectorate"
).split("|")
PLACES = "Port Ansel|Tolver|Kestrel Bay|Velmont|Harrow Sound|Ostby|Marrin|Lower Quay|Saint Odran|Grenholm".split("|")
THINGS = (
    "the harbour toll|the night ferry|the new bridge|the water tariff|the flood wall|the school closures|"
    "the rail tunnel|the pension reform|the fishing ban|the wind farm|the hospital merger|the parking levy|"
    "the border checks|the timber permits|the grain terminal|the fund for tenants"
).split("|")
ACTS = (
    "close before the winter|be paid for by the region|come to a vote in autumn|cost twice as much as planned|"
    "be delayed by a year|go ahead without the loan|need the consent of the court|spare the smaller firms|"
    "be handed to a private operator|start with the northern district|be put to the residents|end with the season"
).split("|")
REASONS = (
    "because the contracts were signed too late|although nobody had asked the tenants|after weeks of closed talks|"
    "while the inquiry is still going on|since the money is there|as the rules have demanded for a decade|"
    "if the winter is mild|unless the other side moves first"
).split("|")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SAID = "said|told reporters|added|argued|insisted|warned|explained|replied".split("|")
REPORTED = "said|announced|confirmed|denied|argued|estimated|acknowledged|claimed|predicted|warned".split("|")
FORMS = (
    "“{Thing} will {act} {reason},” {name} {said} on {day}. “We have {number} people working on it, and none of them "
    "was asked.”",
    "“I do not believe that {thing} can {act},” said {name}, the {role}, who had called the plan “reckless” in {place}.",
    "{Body} {reported} on {day} that {thing} would {act}, {reason}.",
    "According to {body}, {number} households in {place} are affected, {percent} per cent more than last year.",
    "{Name}, {role} since 2019, {reported} that {body} had known of the costs, which engineers now put at {money} "
    "million.",
    "In {place}, the queues began before dawn. {Number} lorries stood on the coast road by noon, and the shops shut early.",
    "“Nobody tells us anything,” {name} {said}. She runs a boatyard in {place} and employs {number} people.",
    "{Body} did not say whether {thing} would {act}. A spokesman for {body2} said it would, “probably sooner than later”.",
    "The dispute over {thing} has gone on for {years} years, and two governments fell over it. In {place} it decided the "
    "last election.",
    "{Name} wants {body} to publish the report on {thing}. “They owe it to {place},” he {said}.",
    "Residents fear that {thing} will {act}. Some have left already; others say that they were promised {money} million "
    "in aid, and never saw it.",
    "Asked about {thing}, {name} said she had “nothing to hide” and that {body} would answer all questions by {day}.",
    "The {role} of {place}, {name}, rejected the claim. {Thing} would not {act}, he said, {reason}.",
    "A study paid for by {body} found that {percent} per cent of those asked support {thing}, while {percent2} per cent "
    "have not made up their minds.",
    "Two of the {number} boats had been sold before {day}, a person with knowledge of the deal said, and the rest are to "
    "follow {reason}.",
    "“Is it fair? No,” {name} {said}, “but {thing} has to {act}.”",
    "The letter, seen by this newspaper, demands that {body} repay {money} million. It was sent on {day}, and nobody has "
    "answered it.",
    "{Name} has denied any wrongdoing. The {role} told a hearing in {place} that the figures had come from {body2}, and "
    "that {body} had checked them twice.",
    "Whether {thing} will {act} is open. {Body} meets on {day}; {body2} has asked for {years} more weeks.",
    "It was the third accident within {years} months. {Number} passengers were brought ashore, {percent} of them with "
    "light injuries, the police said.",
    "{Name}, who lost the vote by {percent} to {number}, called it “a day that {place} will remember”.",
    "Prices in {place} rose by {percent} per cent in a year; wages did not. {Body} expects no change before the spring.",
    "“We were told one thing in {place} and another in {place2},” a member of {body} {said}, asking not to be named.",
    "Under the agreement, {body} takes over {thing} and pays {money} million a year, and {body2} keeps the {number} jobs.",
)


class Draw:
    """A linear congruential generator."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        return (self.state >> 33) % limit

    def of(self, words):
        return words[self.below(len(words))]


def capital(text):
    return text[0].upper() + text[1:]


def sentences(draw, people):
    """Sentences without an end, all forms used before one comes again."""
    while True:
        forms = list(FORMS)
        while forms:
            yield filled(forms.pop(draw.below(len(forms))), draw, people)


def filled(form, draw, people):
    name, role = draw.of(people)
    words = {
        "name": name, "role": role, "thing": draw.of(THINGS), "act": draw.of(ACTS), "reason": draw.of(REASONS),
        "body": draw.of(BODIES), "body2": draw.of(BODIES), "place": draw.of(PLACES), "place2": draw.of(PLACES), "day": draw.of(DAYS),
        "said": draw.of(SAID), "reported": draw.of(REPORTED), "number": str(draw.below(900) + 12),
        "percent": str(draw.below(60) + 5), "percent2": str(draw.below(30) + 2), "years": str(draw.below(20) + 2),
        "money": f"{draw.below(90) + 1}.{draw.below(9) + 1}",
    }  # fmt: skip
    return form.format(**words, **{capital(key): capital(value) for key, value in words.items()})


def article(nth):
    """The paragraphs of an article."""
    draw = Draw(nth + 1)
    people = [(f"{draw.of(FIRST)} {draw.of(LAST)}", draw.of(ROLES)) for _ in range(5)]
    drawn, paragraphs = sentences(draw, people), []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < 790:
        paragraphs.append(" ".join(next(drawn) for _ in range(1 + draw.below(2))))
    return paragraphs


def second(nth):
    """The same article with every tenth paragraph written anew."""
    draw, paragraphs = Draw(nth + 1001), article(nth)
    people = [(f"{draw.of(FIRST)} {draw.of(LAST)}", draw.of(ROLES)) for _ in range(2)]
    drawn = sentences(draw, people)
    for at in range(draw.below(10), len(paragraphs), 10):
        paragraphs[at] = next(drawn)
    return paragraphs


def page(nth):
    """A saved page around an article, of the size and with the ballast of a news site's."""
    draw = Draw(nth + 2001)
    title = capital(f"{draw.of(THINGS)} may {draw.of(ACTS)}")
    links = [f"{capital(draw.of(THINGS))} to {draw.of(ACTS)}" for _ in range(120)]
    items = [
        f'<li class="item item-{at}"><a href="/news/{at}" data-track="nav:{at}"><span>{html.escape(link)}</span></a></li>'
        for at, link in enumerate(links)
    ]
    listed = "".join(items)
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title,
            "datePublished": "2025-03-04T06:15:00Z", "author": {"@type": "Person", "name": "Ruda Velmont"}}  # fmt: skip
    script = ";".join(f"window.q{at}=function(a){{return a*{draw.below(999)}}}" for at in range(900))
    style = "".join(f".c{at}{{margin:{at}px;padding:{at % 7}em}}" for at in range(900))
    body = "".join(f'<p class="c{at}">{html.escape(text)}</p>' for at, text in enumerate(article(nth)))
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title} | The Courier</title>"
        f'<script type="application/ld+json">{json.dumps(data)}</script><style>{style}</style><script>{script}</script>'
        f"</head><body><header><nav><ul>{''.join(items[:40])}</ul></nav></header><main><article><h1>{title}</h1>"
        f'<p class="byline">By <a rel=author href=/rv>Ruda Velmont</a></p><time datetime="2025-03-04T06:15:00Z">4 March '
        f"2025</time>{body}</article><aside><h2>Most read</h2><ul>{listed}</ul></aside></main><footer><ul>{listed}</ul>"
        f"</footer><script>{script}</script></body></html>"
    )
