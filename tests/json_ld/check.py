"""Checks that a JSON-LD processor finds every claim in what `onrecord export schema-org` and `annotations` write.

    python3 tests/json_ld/check.py target/debug/onrecord

The two vocabularies' terms stand here, as far as the exports use them: nothing is fetched. A word that a vocabulary
does not know is dropped by a processor without a sound, so each export is expanded and brought back to its short form,
which must be what was written.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

from pyld import jsonld

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "fixtures"
STORIES = ["harbour_fire", "ships_diverted", "correction_noted"]
OA, ACTIVITY = "http://www.w3.org/ns/oa#", "https://www.w3.org/ns/activitystreams#"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def linked(term, kind="@id"):
    return {"@id": term, "@type": kind}


VOCABULARIES = {
    "https://schema.org": {
        "@vocab": "http://schema.org/",
        "url": linked("http://schema.org/url"),
        "sameAs": linked("http://schema.org/sameAs"),
        "datePublished": linked("http://schema.org/datePublished", "http://schema.org/Date"),
        "dateModified": linked("http://schema.org/dateModified", "http://schema.org/Date"),
        "dateCreated": linked("http://schema.org/dateCreated", "http://schema.org/Date"),
    },
    # https://www.w3.org/TR/annotation-vocab/
    "http://www.w3.org/ns/anno.jsonld": {
        "id": "@id",
        "type": "@type",
        **{
            name: OA + name
            for name in "Annotation TextualBody SpecificResource TimeState TextQuoteSelector TextPositionSelector "
            "describing classifying identifying linking exact prefix suffix".split()
        },
        "AnnotationCollection": ACTIVITY + "OrderedCollection",
        "AnnotationPage": ACTIVITY + "OrderedCollectionPage",
        "Software": ACTIVITY + "Application",
        "motivation": linked(OA + "motivatedBy", "@vocab"),
        "purpose": linked(OA + "hasPurpose", "@vocab"),
        "body": linked(OA + "hasBody"),
        "target": linked(OA + "hasTarget"),
        "source": linked(OA + "hasSource"),
        "selector": linked(OA + "hasSelector"),
        "state": linked(OA + "hasState"),
        "sourceDate": linked(OA + "sourceDate", XSD + "dateTime"),
        "start": linked(OA + "start", XSD + "nonNegativeInteger"),
        "end": linked(OA + "end", XSD + "nonNegativeInteger"),
        "value": RDF + "value",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
        "name": "http://xmlns.com/foaf/0.1/name",
        "generator": linked(ACTIVITY + "generator"),
        "first": linked(ACTIVITY + "first"),
        "last": linked(ACTIVITY + "last"),
        "next": linked(ACTIVITY + "next"),
        "partOf": linked(ACTIVITY + "partOf"),
        "total": linked(ACTIVITY + "totalItems", XSD + "nonNegativeInteger"),
        "startIndex": linked(ACTIVITY + "startIndex", XSD + "nonNegativeInteger"),
        "items": {**linked(ACTIVITY + "items"), "@container": "@list"},
    },
}


def vocabulary(url, _options):
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": VOCABULARIES[url]}}


def settled(value):
    """Puts lists into one order and takes the only thing of a list for itself: to a processor that is the same."""
    if isinstance(value, dict):
        return {key: settled(inner) for key, inner in value.items()}
    if isinstance(value, list):
        inner = sorted((settled(inner) for inner in value), key=lambda inner: json.dumps(inner, sort_keys=True))
        return inner[0] if len(inner) == 1 else inner
    return value


def whole(value):
    """Writes addresses out that a processor has shortened by the prefix of the export's own words."""
    if isinstance(value, dict):
        own = {key: inner for key, inner in value.items() if key in ("id", "@id") and inner.startswith("onrecord:")}
        return {key: "urn:" + inner if key in own else whole(inner) for key, inner in value.items()}
    return [whole(inner) for inner in value] if isinstance(value, list) else value


def without_nulls(value):
    """Leaves out what JSON-LD takes for nothing, but in a value that is JSON as it stands."""
    if isinstance(value, dict):
        kept = {key: inner if key == "claim" else without_nulls(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner is not None and inner != []}
    return [without_nulls(inner) for inner in value] if isinstance(value, list) else value


def difference(one, two):
    """Says where two values first differ."""
    if isinstance(one, dict) and isinstance(two, dict):
        keys = [key for key in sorted(set(one) | set(two)) if one.get(key) != two.get(key)]
        return f"{keys[0]}: {difference(one.get(keys[0]), two.get(keys[0]))}"
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        return next(difference(*pair) for pair in zip(one, two) if pair[0] != pair[1])
    return f"reads {json.dumps(two)[:300]}, and not {json.dumps(one)[:300]}"


def checked(name, document):
    """Returns the document's statements; ends where the processor lost one of its words."""
    context = document.pop("@context")
    long = jsonld.expand({"@context": context, **document})
    back = whole(jsonld.compact(long, context))
    del back["@context"]
    one, two = (settled(without_nulls(side)) for side in (document, back))
    if one != two:
        sys.exit(f"{name}: {difference(one, two)}")
    return jsonld.to_rdf(long)["@default"]


def count(statements, predicate, value=None):
    """Counts the statements about things that have a name: the part of a claim that is quoted has none."""
    named = (one for one in statements if one["subject"]["type"] == "IRI" and one["predicate"]["value"] == predicate)
    return sum(value in (None, one["object"]["value"]) for one in named)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    jsonld.set_document_loader(vocabulary)
    with tempfile.TemporaryDirectory() as folder:
        database = pathlib.Path(folder, "history.db")

        def onrecord(*arguments):
            line = [program, *arguments, "--db", database]
            return subprocess.run(line, cwd=FIXTURES, check=True, capture_output=True).stdout

        onrecord("ingest", "--model", "rules", *STORIES)
        claims = [json.loads(line)["claim"] for line in onrecord("export", "claims").splitlines()]
        graph = json.loads(onrecord("export", "schema-org"))
        statements = checked("schema-org", graph)
        kinds = {kind: count(statements, RDF + "type", "http://schema.org/" + kind) for kind in ("Quotation", "Claim")}
        assert sum(kinds.values()) == len(claims) and all(kinds.values()), (kinds, len(claims))
        texts = {one["object"]["value"] for one in statements if one["predicate"]["value"] == "http://schema.org/text"}
        assert texts >= {claim["content"]["text"] for claim in claims}
        statements = checked("annotations", json.loads(onrecord("export", "annotations")))
        annotations = count(statements, RDF + "type", OA + "Annotation")
        assert annotations == count(statements, OA + "hasTarget") == len(claims), (annotations, len(claims))
    print(f"{len(claims)} claims of {len(STORIES)} stories: each is a schema.org claim or quotation and an annotation")


main()
