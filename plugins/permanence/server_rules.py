"""Rules for web servers that answer old addresses with a permanent redirect, from the same table as the page `/go/`.

A server does what the page does, but for what it cannot: it knows no fragment, and does not order a query. An address
is read into its best key and the next best; what neither answers is sent on to `/go/`, which knows more and explains.
`hosting/nginx.conf` and `hosting/apache.conf` say how these files are used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from plugins.permanence import old_addresses as old
from plugins.permanence.old_addresses import BY_PAGE, LISTS, kind_of

FOLDER: Final = "data/redirects"
_NOTE: Final = (
    "# Addresses of the council's old site, each with where it leads now. Made by every publishing; do not edit.\n"
)
# A committee is less than the meeting that was asked for: the page /go/ offers it and says so.
_NEXT_BEST: Final = frozenset({old.MEETING, old.DECISION, old.PACK})
_WRITABLE: Final = re.compile(r"[^\s\"\\|\x00-\x1f\x7f]+")
_LONGEST: Final = 400
_PARAMETERS: Final = (*dict.fromkeys(p for keys in BY_PAGE.values() for p, _ in keys), "t")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules are made from: the old sites, our path for each key, and the address of our site, no slash behind.

    A key that means different things on two old sites begins with the number of the site and a dot.
    """

    origins: tuple[str, ...]
    answers: Mapping[str, str]
    home: str


def make_rules(origins: Sequence[str], answers: Mapping[str, str], site_url: str) -> Rules:
    """The rules for a table of answers. What no configuration file can hold is left to the page `/go/`."""
    lists = {f"{old.LIST}:{page}": address for page, address in LISTS.items()}
    return Rules(tuple(origins), _written({**lists, **answers}), site_url.rstrip("/"))


def rule_files(rules: Rules) -> Iterator[tuple[str, Iterable[str]]]:
    """Name and lines of each file."""
    yield "nginx-http.conf", nginx_http(rules)
    yield "nginx-server.conf", nginx_server()
    yield "apache.conf", apache(rules)
    yield "apache-map.txt", apache_map(rules)


def nginx_http(rules: Rules) -> Iterator[str]:
    """What belongs into nginx's `http` block: maps from a request to where it leads."""
    yield _NOTE
    yield from _sizes(rules)
    yield f'map $host $minutebook_home {{\n  default "{rules.home}";\n}}\n'
    yield from _map("$host", "$minutebook_origin", ((host, str(n)) for n, host in _hosts(rules)))
    yield from _map("$host", "$minutebook_old_host", ((host, f"//{host}") for _, host in _hosts(rules)))
    asked = "".join(f"&{name}=$arg_{name}" for name in _PARAMETERS) + "&uri=$uri?$args"
    yield from _map(asked, "$minutebook_best", _nginx_best())
    yield from _map(asked, "$minutebook_next", _nginx_next())
    told_apart = tuple((key, to) for key, to in rules.answers.items() if _is_told_apart(key))
    plain = tuple((key, to) for key, to in rules.answers.items() if not _is_told_apart(key))
    yield from _map("$minutebook_origin.$minutebook_best", "$minutebook_a", told_apart)
    yield from _map("$minutebook_best", "$minutebook_b", plain)
    yield from _map("$minutebook_origin.$minutebook_next", "$minutebook_c", told_apart)
    yield from _map("$minutebook_next", "$minutebook_d", (one for one in plain if kind_of(one[0]) in _NEXT_BEST))
    first = (("~(?<minutebook_first>/[^ ]*)", "$minutebook_first"),)
    yield from _map("$minutebook_a $minutebook_b $minutebook_c $minutebook_d", "$minutebook_answer", first)


def nginx_server() -> Iterator[str]:
    """What belongs into nginx's `server` block. A file of ours is never hidden by an old address."""
    yield _NOTE
    yield "set $minutebook_to $minutebook_answer;\n"
    yield 'if (-f $request_filename) {\n  set $minutebook_to "";\n}\n'
    yield "if ($minutebook_to) {\n  return 301 $minutebook_home$minutebook_to;\n}\n"
    yield 'if ($uri ~* "\\.aspx$") {\n  return 302 $minutebook_home/go/?url=$minutebook_old_host$request_uri;\n}\n'


def apache(rules: Rules) -> Iterator[str]:
    """What belongs into Apache's `<VirtualHost>`. Later rules overrule earlier ones, so the best come last."""
    yield _NOTE
    yield 'RewriteMap minutebook "txt:${MINUTEBOOK}/data/redirects/apache-map.txt"\nRewriteMap lower int:tolower\n'
    for number, host in _hosts(rules):
        yield f"RewriteCond %{{HTTP_HOST}} ^{re.escape(host)}(?::\\d+)?$ [NC]\n"
        yield f"RewriteRule ^ - [E=MINUTEBOOK_ORIGIN:{number},E=MINUTEBOOK_HOST://{host}]\n"
    yield from _apache_keys()
    for kind in "fd":  # a search of the whole table is for what is not there, never for a page of ours
        yield "RewriteCond %{REQUEST_URI} \\.aspx$ [NC,OR]\n"
        yield f"RewriteCond %{{DOCUMENT_ROOT}}%{{REQUEST_URI}} !-{kind}\n"
    lookups = " [OR]\n".join(f"RewriteCond ${{minutebook:${{lower:{key}}}}} ^(/.*)$" for key in _apache_lookups(rules))
    yield f"{lookups}\n"
    yield f"RewriteRule ^ {rules.home}%1 [R=301,NE,QSD,L]\n"
    yield 'RewriteCond %{REQUEST_URI} \\.aspx$ [NC]\nRewriteCond %{THE_REQUEST} "^\\S+ (/\\S*)"\n'
    yield f"RewriteRule ^ {rules.home}/go/?url=%{{ENV:MINUTEBOOK_HOST}}%1 [R=302,NE,L]\n"


def apache_map(rules: Rules) -> Iterator[str]:
    """The table as text, for Apache's `RewriteMap` and for anyone's eyes: a key and where it leads, a line each."""
    yield _NOTE
    yield from (f"{key} {address}\n" for key, address in rules.answers.items())


def _written(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that a configuration file can hold, by keys in lower case; two that differ only there are none."""
    found: dict[str, set[str]] = {}
    for key, address in answers.items():
        name = key.replace("|", ".", 1) if key.partition("|")[0].isdigit() else key
        if _WRITABLE.fullmatch(name) and _WRITABLE.fullmatch(f"/{address}") and len(name) < _LONGEST:
            found.setdefault(name.lower(), set()).add(f"/{address}")
    return {key: min(to) for key, to in found.items() if len(to) == 1 and "$" not in min(to)}


def _hosts(rules: Rules) -> Iterator[tuple[int, str]]:
    """The hosts of the old sites with the numbers of these; not a host that had two."""
    hosts = [(urlsplit(origin if "//" in origin else f"//{origin}").hostname or "").lower() for origin in rules.origins]
    for number, host in enumerate(hosts):
        if hosts.count(host) == 1 and re.fullmatch(r"[a-z0-9.\-]+", host):
            yield number, host


def _is_told_apart(key: str) -> bool:
    return key.partition(".")[0].isdigit()


def _sizes(rules: Rules) -> Iterator[str]:
    """How much room nginx's tables need; both are powers of two."""
    longest = max(map(len, rules.answers), default=0)
    yield f"map_hash_bucket_size {max(128, 1 << (longest + 32).bit_length())};\n"
    yield f"map_hash_max_size {max(2048, 1 << (2 * len(rules.answers)).bit_length())};\n"


def _map(of: str, name: str, lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f'map "{of}" {name} {{\n  default "";\n'
    yield from (f'  "{key}" "{value}";\n' for key, value in lines)
    yield "}\n"


def _nginx_best() -> Iterator[tuple[str, str]]:
    """The best key of a request: the first line that fits says it."""
    for page, keys in BY_PAGE.items():
        yield from (_nginx_key(page, parameter, kind) for parameter, kind in keys)
    yield from ((_nginx_page(page), f"{old.LIST}:{page}") for page in LISTS)
    paper = r"uri=[^?]*/documents/s(?<minutebook_n>[0-9]+)[/?]"
    yield f"~*&{paper}", f"{old.PAPER}:$minutebook_n"
    pack = r"~*&t=(?<minutebook_t>[\w-]+)&uri=[^?]*/documents/g(?<minutebook_n>[0-9]+)[/?]"
    yield pack, f"{old.PACK}:$minutebook_n-$minutebook_t"
    yield from _nginx_next_pack()
    yield r"~&uri=/(?<minutebook_n>[^?]*[^?/])/?\?$", f"{old.ADDRESS}:$minutebook_n"
    yield r"~&uri=/(?<minutebook_n>[^?]*[^?/])/?\?(?<minutebook_t>.+)$", f"{old.ADDRESS}:$minutebook_n?$minutebook_t"


def _nginx_next() -> Iterator[tuple[str, str]]:
    for page, keys in BY_PAGE.items():
        yield from (_nginx_key(page, parameter, kind) for parameter, kind in keys[1:] if kind in _NEXT_BEST)
    yield from _nginx_next_pack()


def _nginx_next_pack() -> Iterator[tuple[str, str]]:
    yield r"~*&uri=[^?]*/documents/g(?<minutebook_n>[0-9]+)[/?]", f"{old.PACK}:$minutebook_n"


def _nginx_key(page: str, parameter: str, kind: str) -> tuple[str, str]:
    rest = _nginx_page(page).removeprefix("~*")
    return rf"~*&{parameter}=(?<minutebook_n>[\w-]+)(?=&).*{rest}", f"{kind}:$minutebook_n"


def _nginx_page(page: str) -> str:
    return rf"~*&uri=[^?]*/{page}\.aspx\?"


def _apache_keys() -> Iterator[str]:
    """The best key and the next best of a request, as variables."""
    yield "RewriteCond %{QUERY_STRING} ^$\nRewriteRule ^/(.*[^/])/?$ - [E=MINUTEBOOK_BEST:address:$1]\n"
    yield "RewriteCond %{QUERY_STRING} ^(.+)$\nRewriteRule ^/(.*[^/])/?$ - [E=MINUTEBOOK_BEST:address:$1?%1]\n"
    yield f"RewriteRule /documents/s([0-9]+)(?:/|$) - [NC,E=MINUTEBOOK_BEST:{old.PAPER}:$1]\n"
    pack = "RewriteRule /documents/g([0-9]+)(?:/|$) - "
    yield f"{pack}[NC,E=MINUTEBOOK_BEST:{old.PACK}:$1,E=MINUTEBOOK_NEXT:{old.PACK}:$1]\n"
    yield f"{_apache_query('t')}{pack}[NC,E=MINUTEBOOK_BEST:{old.PACK}:$1-%1]\n"
    for page in LISTS:
        yield f"RewriteRule /{page}\\.aspx$ - [NC,E=MINUTEBOOK_BEST:{old.LIST}:{page}]\n"
    for page, keys in BY_PAGE.items():
        for place, (parameter, kind) in reversed(tuple(enumerate(keys))):
            names = ("BEST", "NEXT") if place and kind in _NEXT_BEST else ("BEST",)
            says = ",".join(f"E=MINUTEBOOK_{name}:{kind}:%1" for name in names)
            yield f"{_apache_query(parameter)}RewriteRule /{page}\\.aspx$ - [NC,{says}]\n"


def _apache_lookups(rules: Rules) -> Iterator[str]:
    """What to look up, best first; with the number of the old site only where it matters, for each look costs."""
    numbered = any(map(_is_told_apart, rules.answers))
    for name in ("%{ENV:MINUTEBOOK_BEST}", "%{ENV:MINUTEBOOK_NEXT}"):
        yield from (f"%{{ENV:MINUTEBOOK_ORIGIN}}.{name}" for _ in range(numbered))
        yield name


def _apache_query(parameter: str) -> str:
    return f"RewriteCond %{{QUERY_STRING}} (?:^|&){parameter}=([\\w-]+)(?:&|$) [NC]\n"
