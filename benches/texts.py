"""Prints invented versions of invented stories as JSON lines, the same on every machine and every run.

    python3 benches/texts.py VERSIONS [--pairs] > versions.jsonl

Versions of a story stand in a row, about four of them, each with a few sentences changed, cut or added. A version has
about 600 words. With --pairs a line is a version with the one before it, as `onrecord diff --jsonl` takes them.
"""
import argparse
import json
import random

FIRST = "Ada Ben Carla Dov Elin Farid Greta Hugo Ines Jonas Kaja Liam Mara Nils Olga Pavel Rosa Sven Tessa Vera".split()
LAST = """Abram Brandt Castell Dorning Ekholm Farrow Gellert Harwick Ibsley Jarvik Kessel Lorrimer Marchetti Norling
    Okoro Pellerin Quist Rosendal Sarkis Tolland Ulvang Varley Wexham Yardley Zeller Corrigan Lindahl Moreau""".split()
ROLES = ["mayor", "harbour master", "finance minister", "head of the port authority", "union secretary",
         "chief engineer", "police spokeswoman", "opposition leader", "hospital director", "professor of hydrology"]
PLACES = ["Port Ansel", "Velm", "Tarn", "Kestrel Bay", "Osterby", "Lower Quay", "Saltmere", "Elmstead", "Corvane",
          "Fallow Hill", "Ilverton", "Kilmore", "Ravensea", "Orrin", "Penhallow", "Dunmarrow"]
THINGS = ["bridge", "ferry line", "sea wall", "toll", "tunnel", "school", "water plant", "night market", "tram depot",
          "fish quota", "hospital wing", "parking levy", "grain terminal", "power cable", "archive", "reservoir"]
GROUPS = ["residents", "the council", "the transport ministry", "two unions", "shop owners", "the audit office",
          "engineers", "fishermen", "an official who asked not to be named", "the company"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ACTS = ["close", "widen", "sell", "repair", "delay", "fund", "inspect", "reopen", "scrap", "move"]
OUTLETS = ["Port Ansel Courier", "Kestrel Bay Herald", "Tarn Gazette", "Osterby Post", "The Velm Observer"]
SENTENCES = [
    "“We will not {act} the {thing} before the spring,” said {who}, the {role}.",
    "{who}, the {role} of {place}, said on {day} that the {thing} would cost {n} million crowns.",
    "“Nobody told us that the {thing} was to be moved,” {last} said. “It is {n} years old, and it leaks.”",
    "{group} warned that the {thing} might fail within {n} months.",
    "{group} denied that they had agreed to {act} the {thing} in {place}.",
    "The {thing} in {place} was opened in {year} and has been shut {few} times since.",
    "According to {group}, at least {n} people were hurt near the {thing} on {day}.",
    "{who} called the plan “a patch on a patch” and asked for a second opinion from {place}.",
    "About {n} lorries use the {thing} every night, and no one has counted the bicycles.",
    "{last} told reporters in {place} that {group} had been informed in writing.",
    "“If the {thing} goes, so do we,” said {who}, who keeps a shop beside it.",
    "The {role} refused to say whether the {thing} would {act2}.",
    "{group} want the council to {act} the {thing}, which they say has become a danger to children.",
    "It was not clear on {day} how the water had come into the {thing}.",
    "A report of {n} pages, seen by this paper, blames the {role} for the delay in {place}.",
    "{who} is expected to visit {place} on {day} to open the {thing}.",
    "“I cannot promise anything,” the {role} said when asked about the {thing}.",
    "The price of the {thing} has risen by {n} per cent since {year}.",
    "{last} added that {few} of the {n} families had already left {place}.",
    "{group} said they did not know who had ordered the {thing} to be closed.",
    "The court in {place} ruled {few} years ago that the {thing} belongs to the town.",
    "{who} apologised on {day} for what {last} had called “a week of silence”.",
    "Work on the {thing} stopped after {n} days, when a wall gave way, the {role} said.",
    "“Let them {act} it if they dare,” {who} wrote in a letter to the council of {place}.",
    "Nobody at the {thing} answered the telephone on {day} evening.",
    "{group} expect {n} visitors at the {thing} this summer, twice as many as in {year}.",
    "The {role} supports a plan to {act} the {thing}, but not to pay for it.",
    "Divers found {few} boats below the {thing}, one of them with its lights still on.",
]


class Story:
    """One story under way: who is in it, and its sentences, some to a paragraph."""

    def __init__(self, number):
        self.random = random.Random(number)
        self.people = [f"{self.pick(FIRST)} {self.pick(LAST)}" for _ in range(5)]
        self.places, self.things = self.random.sample(PLACES, 3), self.random.sample(THINGS, 3)
        self.sentences = [self.sentence() for _ in range(self.random.randint(26, 50))]
        self.headline = f"{self.places[0]} asks who is to pay for the {self.things[0]}"
        self.outlet = self.pick(OUTLETS)
        self.number = number

    def pick(self, words):
        return self.random.choice(words)

    def sentence(self):
        who = self.pick(self.people)
        text = self.pick(SENTENCES).format(
            who=who, last=self.pick(self.people).split()[1], role=self.pick(ROLES), place=self.pick(self.places),
            thing=self.pick(self.things), group=self.pick(GROUPS), day=self.pick(DAYS), act=self.pick(ACTS),
            act2="be " + self.pick(["closed", "sold", "moved", "repaired"]), n=self.random.randint(11, 900),
            few=self.pick(["two", "three", "four", "seven"]), year=self.random.randint(1951, 2019))
        return text[0].upper() + text[1:]

    def revise(self):
        for _ in range(self.random.randint(1, 4)):
            at = self.random.randrange(len(self.sentences))
            kind = self.random.random()
            if kind < 0.5:
                self.sentences[at] = self.sentence()
            elif kind < 0.8:
                self.sentences.insert(at, self.sentence())
            else:
                del self.sentences[at]

    def version(self, number):
        cut = 2 + self.number % 3
        paragraphs = [" ".join(self.sentences[at:at + cut]) for at in range(0, len(self.sentences), cut)]
        return {"text": "\n\n".join(paragraphs) + "\n", "headline": self.headline, "outlet": self.outlet,
                "url": f"https://news.example/{self.number}", "published": "2031-04-02T09:00:00Z",
                "captured": f"2031-04-02T{9 + number:02}:30:00Z"}


def versions(count, pairs):
    number = done = 0
    while done < count:
        number += 1
        story = Story(number)
        before = None
        for nth in range(1, story.random.randint(2, 6) + 1):
            version = story.version(nth)
            name = f"{number}@v{nth}"
            if not pairs:
                yield {"id": name, **version}
            elif before:
                yield {"id": name, "old": before, "new": version}
            done += not pairs or before is not None
            if done == count:
                return
            before = version
            story.revise()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("versions", type=int)
    parser.add_argument("--pairs", action="store_true")
    arguments = parser.parse_args()
    for one in versions(arguments.versions, arguments.pairs):
        print(json.dumps(one, ensure_ascii=False))


if __name__ == "__main__":
    main()
