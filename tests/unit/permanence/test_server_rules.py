from __future__ import annotations

from plugins.permanence.old_addresses import BY_PAGE
from plugins.permanence.server_rules import Rules, make_rules, rule_files

ORIGINS = ("https://democracy.old.example/", "https://two.example/a/", "https://two.example/b/")


def _rules(answers: dict[str, str]) -> Rules:
    return make_rules(ORIGINS, answers, "https://decisions.example/council/")


def _files(answers: dict[str, str]) -> dict[str, str]:
    return {name: "".join(lines) for name, lines in rule_files(_rules(answers))}


def test_the_table_is_that_of_the_page_that_answers() -> None:
    answers = {"meeting:5": "meetings/cabinet/2013-09-11/", "item:7": "meetings/cabinet/2013-09-11/#item-1"}
    files = _files(answers)
    for key, address in answers.items():
        assert f"{key} /{address}\n" in files["apache-map.txt"]
        assert f'"{key}" "/{address}";' in files["nginx-http.conf"]


def test_the_address_of_the_site_stands_before_every_answer() -> None:
    files = _files({"meeting:5": "meetings/x/2013-09-11/"})
    assert 'default "https://decisions.example/council";' in files["nginx-http.conf"]
    assert "RewriteRule ^ https://decisions.example/council%1 [R=301," in files["apache.conf"]


def test_lists_of_the_old_site_lead_to_ours() -> None:
    assert _rules({}).answers["list:mglistcommittees"] == "/committees/"
    assert _rules({}).answers["list:mgwhatsnew"] == "/"


def test_text_of_others_never_becomes_a_rule() -> None:
    hostile = {
        'address:x" "/"; } server { listen 81; }': "issues/a/",
        "address:y\nmeeting:1 /evil": "issues/a/",
        "address:back\\slash": "issues/a/",
        "address:a b": "issues/a/",
        "address:" + "z" * 500: "issues/a/",
        "address:fine": "issues/$host/",
    }
    assert _rules(hostile).answers == _rules({}).answers


def test_keys_that_differ_in_case_alone_are_left_to_the_page_that_answers() -> None:
    rules = _rules({"address:a?x=B": "issues/a/", "address:a?x=b": "issues/b/", "address:a?x=C": "issues/c/"})
    assert "address:a?x=b" not in rules.answers
    assert rules.answers["address:a?x=c"] == "/issues/c/"


def test_a_key_of_one_of_several_old_sites_is_asked_with_its_number() -> None:
    http = _files({"0|meeting:5": "meetings/a/2013-09-11/", "1|meeting:5": "meetings/b/2013-09-11/"})["nginx-http.conf"]
    assert '"0.meeting:5" "/meetings/a/2013-09-11/";' in http
    assert '"democracy.old.example" "0";' in http
    assert '"two.example"' not in http  # one host, two sites: the host does not tell which


def test_every_page_that_the_resolver_knows_has_a_rule() -> None:
    files = _files({})
    for page in BY_PAGE:
        assert f"/{page}\\.aspx" in files["nginx-http.conf"]
        assert f"/{page}\\.aspx$" in files["apache.conf"]


def test_nginx_is_given_room_for_long_keys_and_many() -> None:
    http = _files({f"address:{'x' * 300}{n}": "issues/a/" for n in range(3000)})["nginx-http.conf"]
    assert "map_hash_bucket_size 512;" in http
    assert "map_hash_max_size 8192;" in http


def test_apache_looks_for_the_number_of_a_site_only_where_keys_have_one() -> None:
    assert "MINUTEBOOK_ORIGIN}." not in _files({"meeting:5": "meetings/a/2013-09-11/"})["apache.conf"]
    numbered = _files({"0|meeting:5": "meetings/a/2013-09-11/"})["apache.conf"]
    assert "${lower:%{ENV:MINUTEBOOK_ORIGIN}.%{ENV:MINUTEBOOK_BEST}}" in numbered
