"""Rules of the Reconciliation Service API 0.2, by the sections of its final report."""

import json
import re

import pytest

MANIFEST_REQUIRED = {"versions", "name", "identifierSpace", "schemaSpace"}
JSON = "application/json"


def posted(client, **form):
    fields = {name: value if isinstance(value, str) else json.dumps(value)
              for name, value in form.items()}  # fmt: skip
    return client.post("/reconcile", data=fields)


def candidates(client, **query):
    reply = posted(client, queries={"q": query})
    assert reply.status_code == 200, reply.text
    return reply.json["q"]["result"]


def is_type(content):
    return (
        isinstance(content["id"], str)
        and isinstance(content["name"], str)
        and {"id", "name", "description", "broader"} >= set(content)
    )


# Section 3: the manifest


def test_a_request_without_parameters_gets_the_manifest(client):
    reply = client.get("/reconcile")
    assert reply.content_type == JSON
    manifest = reply.json
    assert set(manifest) >= MANIFEST_REQUIRED
    assert manifest["versions"] == ["0.2"]
    assert manifest["identifierSpace"] == "https://w3id.org/nofuz/id/"
    assert all(is_type(kind) for kind in manifest["defaultTypes"])
    assert manifest["batchSize"] == 50


def test_the_manifest_has_the_templates_of_the_specification(client):
    manifest = client.get("/reconcile").json
    for name in ("view", "feature_view", "preview"):
        assert manifest[name]["url"].count("{{id}}") == 1
    assert all(isinstance(manifest["preview"][side], int) for side in ("width", "height"))
    for kind in ("entity", "property", "type"):
        service = manifest["suggest"][kind]
        assert service["service_path"].startswith("/")
        assert service["flyout_service_path"].count("${id}") == 1
    assert set(manifest["extend"]["propose_properties"]) == {"service_url", "service_path"}


def test_addresses_come_from_the_settings_and_not_from_the_request(client):
    manifest = client.get("/reconcile", headers={"Host": "localhost:1234"}).json
    assert manifest["view"]["url"] == "http://127.0.0.1:8080/id/{{id}}"
    assert "1234" not in json.dumps(manifest)


@pytest.mark.parametrize(
    "path",
    ["", "/suggest/entity?prefix=a", "/preview?id=agent/iran", "/properties?type=foaf:Agent"],
)
def test_every_address_can_be_read_from_other_origins(client, path):
    reply = client.get(f"/reconcile{path}", headers={"Origin": "https://example.org"})
    assert reply.status_code == 200
    assert reply.headers["Access-Control-Allow-Origin"] == "*"


def test_a_preflight_request_allows_the_form(client):
    reply = client.options("/reconcile", headers={"Access-Control-Request-Method": "POST"})
    assert "POST" in reply.headers["Access-Control-Allow-Methods"]


# Section 4: queries


def test_a_batch_is_answered_key_by_key(client):
    names = {"a": "Qassem Soleimani", "b": "قاسم سلیمانی", "ключ": "Abadi"}
    reply = posted(client, queries={key: {"query": name} for key, name in names.items()})
    assert reply.content_type == JSON
    assert list(reply.json) == list(names)
    firsts = [reply.json[key]["result"][0]["id"] for key in names]
    assert firsts == ["agent/qasem-soleimani"] * 2 + ["agent/haider-al-abadi"]


def test_get_and_post_give_the_same(client):
    queries = json.dumps({"q0": {"query": "Khamenei"}})
    assert client.get("/reconcile", query_string={"queries": queries}).json == (
        posted(client, queries=queries).json
    )


def test_a_candidate_has_the_members_of_the_specification(client):
    for found in candidates(client, query="Ali Khamenei"):
        assert {"id", "name", "score", "match", "type", "features"} <= set(found)
        assert isinstance(found["score"], int | float)
        assert isinstance(found["match"], bool)
        assert all(is_type(kind) for kind in found["type"])
        features = [feature["id"] for feature in found["features"]]
        assert len(features) == len(set(features))
        assert all(isinstance(f["value"], bool | int | float) for f in found["features"])


def test_candidates_come_by_decreasing_score(client):
    scores = [found["score"] for found in candidates(client, query="ministry of Iran")]
    assert len(scores) > 3
    assert scores == sorted(scores, reverse=True)


def test_the_limit_holds(client):
    assert len(candidates(client, query="Iraqi officials", limit=2)) == 2


def test_each_query_is_answered_by_itself(client):
    alone = candidates(client, query="Khamenei")
    reply = posted(client, queries={"a": {"query": "Iran"}, "q": {"query": "Khamenei"}})
    assert reply.json["q"]["result"] == alone


@pytest.mark.parametrize("name", ["agent/iran", "https://w3id.org/nofuz/id/agent/iran"])
def test_an_identifier_as_query_finds_its_entity(client, name):
    (found,) = candidates(client, query=name)
    assert (found["id"], found["score"], found["match"]) == ("agent/iran", 100, True)


def test_the_whole_name_is_a_match_in_any_script(client):
    for name in ("Qasem Soleimani", "qasem SOLEIMANI", "قاسم سليماني"):
        first, *rest = candidates(client, query=name)
        assert (first["id"], first["match"]) == ("agent/qasem-soleimani", True)
        assert not any(found["match"] for found in rest)


def test_a_surname_alone_is_no_match(client):
    first = candidates(client, query="Hussein")[0]
    assert (first["id"], first["score"], first["match"]) == ("agent/saddam-hussein", 100, False)


def test_a_name_that_two_things_have_is_no_match_until_a_type_tells_them_apart(client):
    both = candidates(client, query="Iran")
    assert {both[0]["id"], both[1]["id"]} == {"agent/iran", "place/iran"}
    assert not any(found["match"] for found in both)
    (place, *_) = candidates(client, query="Iran", type="https://schema.org/Place")
    assert (place["id"], place["match"]) == ("place/iran", True)


def test_another_spelling_is_no_match(client):
    first = candidates(client, query="Kasim Suleymani")[0]
    assert first["id"] == "agent/qasem-soleimani"
    assert first["score"] > 90
    assert not first["match"]


@pytest.mark.parametrize(
    "kind",
    ["foaf:Person", "http://xmlns.com/foaf/0.1/Person", ["foaf:Person"], {"id": "foaf:Person"}],
)
def test_a_type_limits_the_candidates(client, kind):
    found = candidates(client, query="Hussein", type=kind, limit=20)
    assert found
    assert all("person" in [kind["name"] for kind in one["type"]] for one in found)


def test_types_may_be_all_or_merely_wished_for(client):
    kinds = ["foaf:Agent", "nofuz:State"]
    alls = candidates(client, query="Iraq", type=kinds, type_strict="all")
    assert {"agent/iraq"} == {found["id"] for found in alls if found["score"] > 90}
    wished = candidates(client, query="Iraq", type=["schema:Place"], type_strict="should")
    scores = {found["id"]: found["score"] for found in wished}
    assert scores["place/iraq"] == 100
    assert scores["agent/iraq"] == 80


def test_an_unknown_type_has_no_candidates(client):
    assert candidates(client, query="Iran", type="http://example.org/Nothing") == []


def test_properties_raise_who_has_them(client):
    asked = [{"pid": "schema:sameAs", "v": "http://www.wikidata.org/entity/Q57336"}]
    without = {found["id"]: found["score"] for found in candidates(client, query="Khamenei")}
    having = {
        found["id"]: found["score"]
        for found in candidates(client, query="Khamenei", properties=asked)
    }
    assert having["agent/ali-khamenei"] == without["agent/ali-khamenei"]
    others = set(having) - {"agent/ali-khamenei"}
    assert others
    assert all(having[name] < without[name] for name in others if name in without)


@pytest.mark.parametrize(
    "value",
    [
        {"id": "agent/iraq", "name": "Iraq"},
        "Iraq",
        "العراق",
        "https://w3id.org/nofuz/id/agent/iraq",
    ],
)
def test_a_property_is_compared_by_entity_and_by_name(client, value):
    found = candidates(
        client,
        query="prime minister",
        type="org:Post",
        properties=[{"pid": "org:postIn", "v": value}],
    )
    assert found[0]["id"] == "post/prime-minister-of-iraq"
    assert {"id": "properties", "value": 1.0} in found[0]["features"]


def test_properties_alone_find_who_has_them(client):
    asked = [{"pid": "schema:sameAs", "v": ["http://www.wikidata.org/entity/Q57336"]}]
    (found,) = candidates(client, properties=asked)
    assert found["id"] == "agent/ali-khamenei"
    assert not found["match"]


@pytest.mark.parametrize(
    "queries",
    [
        "", "{", "[]", "null", "1", '{"q": 1}', '{"q": {}}', '{"q": {"query": ""}}',
        '{"q": {"query": 1}}', '{"q": {"query": "a", "limit": 0}}',
        '{"q": {"query": "a", "limit": -1}}', '{"q": {"query": "a", "limit": 1.5}}',
        '{"q": {"query": "a", "limit": true}}', '{"q": {"query": "a", "limit": 1e999}}',
        '{"q": {"query": "a", "limit": NaN}}', '{"q": {"query": "a", "type": 1}}',
        '{"q": {"query": "a", "type": [null]}}', '{"q": {"query": "a", "type_strict": "some"}}',
        '{"q": {"query": "a", "properties": {}}}', '{"q": {"query": "a", "properties": [1]}}',
        '{"q": {"query": "a", "properties": [{"pid": "a"}]}}',
        '{"q": {"query": "a", "properties": [{"v": "a"}]}}',
        '{"q": {"query": "a", "properties": [{"pid": "a", "v": null}]}}',
        '{"q": {"query": "a", "properties": [{"pid": "a", "v": {"name": "b"}}]}}',
        '{"q": {"query": "a", "colour": "red"}}', '{"q":' * 9000, "[" * 60000,
        '{"q": {"query": "a", "limit": ' + "9" * 5000 + "}}",
    ],
)  # fmt: skip
def test_a_malformed_batch_is_refused(client, queries):
    reply = posted(client, queries=queries)
    assert reply.status_code == 400
    assert reply.content_type == "application/problem+json"


@pytest.mark.parametrize(("number", "status"), [(50, 200), (51, 413), (10_000, 413)])
def test_a_batch_has_a_size(client, number, status):
    queries = {f"q{key}": {"query": "a"} for key in range(number)}
    assert posted(client, queries=queries).status_code == status


def test_a_long_body_is_refused(client):
    assert posted(client, queries="a" * 300_000).status_code == 413


@pytest.mark.parametrize(
    "query",
    [
        {"query": "a", "properties": [{"pid": "p", "v": "v"}] * 6},
        {"query": "a", "properties": [{"pid": "p", "v": ["v"] * 6}]},
        {"query": "a", "type": ["t"] * 11},
    ],
)
def test_what_takes_long_to_compare_is_refused(client, query):
    assert posted(client, queries={"q": query}).status_code == 413


@pytest.mark.parametrize(
    "text",
    ["\ud800", "a\udfff", "\x00", "'\"*", "a" * 9000, "x " * 4000, " ", "🙂", "agent/\ud800"],
)
def test_a_hostile_name_is_a_name(client, text):
    assert isinstance(candidates(client, query=text), list)
    constraint = {"pid": text, "v": text}
    assert isinstance(candidates(client, query="Iran", type=text, properties=[constraint]), list)
    assert candidates(client, properties=[constraint]) == []


def test_a_body_that_is_no_form_is_refused(client):
    reply = client.post("/reconcile", json={"q": {"query": "a"}})
    assert reply.status_code == 415


def test_a_form_without_a_batch_is_refused(client):
    assert posted(client, colour="red").status_code == 400
    assert posted(client, queries={}, extend={}).status_code == 400


def test_an_empty_batch_has_an_empty_answer(client):
    assert posted(client, queries={}).json == {}


# Section 5: previews


@pytest.mark.parametrize("name", ["agent%2Fqasem-soleimani", "agent/qasem-soleimani"])
def test_a_preview_is_a_page_that_may_be_framed(client, name):
    reply = client.get(f"/reconcile/preview?id={name}")
    assert reply.content_type == "text/html; charset=utf-8"
    assert "Qassem Soleimani" in reply.text
    assert reply.headers.getlist("Content-Security-Policy") == [
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors *"
    ]


def test_other_pages_may_not_be_framed(client):
    reply = client.get("/reconcile/about", headers={"Accept": "text/html"})
    assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("preview", 400), ("preview?id=", 400), ("preview?id=agent/nobody", 404),
        ("preview?id=a&id=b", 400), ("preview?id=proposition/soleimani-is-a-general", 404),
        ("preview?id=../../etc/passwd", 404), ("preview?id=%00", 404), ("preview?id=%FF", 400),
        ("flyout/entity?id=agent/nobody", 404), ("flyout/type?id=foaf:Nothing", 404),
        ("flyout/property", 400), ("flyout/colour?id=a", 404), ("suggest/colour?prefix=a", 404),
        ("suggest/entity?prefix=a&cursor=-1", 400), ("suggest/entity?prefix=a&cursor=1001", 400),
        ("properties", 400), ("properties?type=foaf:Agent&limit=0", 400), ("nothing", 404),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told(client, path, status):
    assert client.get(f"/reconcile/{path}").status_code == status


# Section 6: suggestions


def suggested(client, kind, prefix, **more):
    reply = client.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix, **more})
    assert reply.status_code == 200
    assert all(isinstance(one["id"], str) and one["name"] for one in reply.json["result"])
    return reply.json["result"]


@pytest.mark.parametrize(
    "prefix", ["solei", "Qasem Sol", "agent/qasem-soleimani", "قاسم سلی", "Kassim Suleymany"]
)
def test_an_entity_is_suggested_by_its_beginning(client, prefix):
    first = suggested(client, "entity", prefix)[0]
    assert first["id"] == "agent/qasem-soleimani"
    assert first["notable"][0] == {"id": "http://xmlns.com/foaf/0.1/Person", "name": "person"}


def test_a_cursor_skips_what_was_seen(client):
    seen = [one["id"] for one in suggested(client, "entity", "iraq")]
    more = [one["id"] for one in suggested(client, "entity", "iraq", cursor=len(seen))]
    assert len(seen) == 10
    assert more
    assert not set(seen) & set(more)


@pytest.mark.parametrize(
    ("kind", "prefix", "name"),
    [
        ("type", "armed gr", "nofuz:ArmedGroup"),
        ("type", "nofuz:Armed", "nofuz:ArmedForce"),
        ("type", "https://w3id.org/nofuz/def#State", "nofuz:State"),
        ("property", "same", "schema:sameAs"),
        ("property", "", "rdfs:label"),
        ("property", "org:post", "org:postIn"),
    ],
)
def test_types_and_properties_are_suggested_by_label_and_identifier(client, kind, prefix, name):
    found = [one["id"] for one in suggested(client, kind, prefix)]
    expanded = client.get("/reconcile/flyout/" + kind, query_string={"id": name}).json
    assert any(re.search(name.partition(":")[2] + "$", one) for one in found)
    assert expanded["html"].startswith("<p>")


def test_no_class_of_sentences_is_a_type(client):
    found = {one["name"] for one in suggested(client, "type", "")}
    assert "agent" in found
    assert found.isdisjoint({"proposition", "claim", "text issue"})


def test_a_flyout_is_a_piece_of_html(client):
    reply = client.get("/reconcile/flyout/entity?id=agent%2Firan")
    assert reply.json["id"] == "agent/iran"
    assert "<strong>Iran</strong>" in reply.json["html"]


# Section 7: extension


def extended(client, ids, *properties):
    asked = {"ids": ids, "properties": [{"id": name} for name in properties]}
    reply = posted(client, extend=asked)
    assert reply.status_code == 200
    return reply.json


def test_an_extension_gives_the_values_of_properties(client):
    found = extended(
        client, ["agent/ali-khamenei", "agent/nobody"], "schema:sameAs", "skos:altLabel"
    )
    assert [one["name"] for one in found["meta"]] == ["same as", "alternative label"]
    row = found["rows"]["agent/ali-khamenei"]
    assert row["https://schema.org/sameAs"] == [{"str": "http://www.wikidata.org/entity/Q57336"}]
    assert found["rows"]["agent/nobody"] == {one["id"]: [] for one in found["meta"]}


def test_an_entity_as_value_is_named_by_its_identifier(client):
    found = extended(client, ["post/prime-minister-of-iraq"], "org:postIn")
    (value,) = found["rows"]["post/prime-minister-of-iraq"]["http://www.w3.org/ns/org#postIn"]
    assert (value["id"], value["name"]) == ("agent/iraq", "Iraq")


def test_a_day_is_a_text_since_it_has_no_time(client):
    found = extended(client, ["document/ahram-2019-11-18"], "dcterms:issued")
    assert found["rows"]["document/ahram-2019-11-18"] == {
        "http://purl.org/dc/terms/issued": [{"str": "2019-11-18"}]
    }


def test_what_somebody_says_of_an_entity_is_no_property_of_it(client):
    described = client.get("/doc/agent/iran.nt").text
    derived = set(re.findall(r"<(https://w3id.org/nofuz/def#reportedly\w+)>", described))
    assert derived
    found = extended(client, ["agent/iran"], *derived)
    assert not any(found["rows"]["agent/iran"].values())
    offered = client.get("/reconcile/properties?type=foaf:Agent").json["properties"]
    assert derived.isdisjoint(one["id"] for one in offered)


def test_properties_are_proposed_for_a_type(client):
    reply = client.get("/reconcile/properties?type=org:Post&limit=3").json
    assert (reply["type"], reply["limit"]) == ("http://www.w3.org/ns/org#Post", 3)
    assert len(reply["properties"]) == 3
    assert client.get("/reconcile/properties?type=nofuz:Nothing").json["properties"] == []


@pytest.mark.parametrize(
    ("extend", "status"),
    [
        ("{", 400), ("[]", 400), ("{}", 400), ('{"ids": [], "properties": [1]}', 400),
        ('{"ids": "a", "properties": []}', 400), ('{"ids": [1], "properties": []}', 400),
        ('{"ids": [], "properties": []}', 200),
        (json.dumps({"ids": ["a"] * 501, "properties": []}), 413),
        (json.dumps({"ids": [], "properties": [{"id": "a"}] * 51}), 413),
    ],
)  # fmt: skip
def test_an_extension_is_what_the_specification_says(client, extend, status):
    assert posted(client, extend=extend).status_code == status
