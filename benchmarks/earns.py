"""Prints what each optional rule earns: what is lost on the scored sets when it always gives the same answer.

A rule is optional when it returns ``bool`` or ``X | None``: a function or method that can be told to say ``False``,
``True`` or ``None`` to everything. The answer that costs least is the one a rule is compared with. First each article
is read once, to see which answers each rule gives on it: only where a rule gives another answer than the constant can
anything change, and only those articles are read again.

A rule has earned its place when it changes three articles of two publishers and loses more than it gains by being
switched off. The others are listed with what they change:

``never``   on no article does it give another answer; it goes, or its rows become known misses
``below``   it changes something, in fewer than three articles or for one publisher only
``free``    it changes something in enough articles, and what is scored does not suffer
``earns``   it stays (``--all`` lists these too; of each, reading stops once that is plain)
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import hashlib
import importlib
import inspect
import pkgutil
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, NamedTuple

from diff import state
from score import SHARED, Record, gold_records, items_of, read_lines

import newsparse

ARTICLES, PUBLISHERS = 3, 2  # the bar
PATIENCE = 10  # seconds of CPU for an article; a rule that always says yes may make a loop run on
NOT_RULES = ("batch", "cli", "export", "render", "spacy", "__main__", "errors")
OF_LEXICONS = 8  # as many results are kept by what depends on the lexicon alone
PLAIN = 12  # articles with a loss, by when it is plain that a rule earns its place

Cached = functools._lru_cache_wrapper  # noqa: SLF001 - the type of what functools.cache returns has no public name
Key = tuple[object, ...]


class Rule(NamedTuple):
    """One function that may be switched off.

    Args:
        name: where it stands.
        homes: what holds it under a name: the module it is defined in, those that import it, or its class.
        original: what they hold.
        answers: the constants it can be switched to.
    """

    name: str
    homes: tuple[tuple[Any, str], ...]
    original: Any
    answers: tuple[bool | None, ...]

    @property
    def module(self) -> str:
        """The module that it is defined in."""
        inner = self.original.fget if isinstance(self.original, property) else self.original
        return str(inner.__module__)


class Reading(NamedTuple):
    """What comes of one article: which scored items are right, and a digest of all that is found."""

    right: dict[Key, bool]
    digest: str


class Cost(NamedTuple):
    """What a constant costs: items lost and gained, and for each article that changes its publisher."""

    answer: bool | None
    lost: int = 0
    gained: int = 0
    changed: dict[str, str] = {}  # noqa: RUF012 - never written to
    hurt: int = 0
    fails: bool = False

    @property
    def verdict(self) -> str:
        """What is to be thought of the rule, had this constant taken its place."""
        if self.fails:
            return "earns"
        if not self.changed:
            return "never"
        if len(self.changed) < ARTICLES or len(set(self.changed.values())) < PUBLISHERS:
            return "below"
        return "earns" if self.lost > self.gained else "free"


# ---------------------------------------------------------------------- rules


def modules(rooms: list[str]) -> list[ModuleType]:
    """Return the modules that may hold rules, imported."""
    names = [found.name for found in pkgutil.walk_packages(newsparse.__path__, "newsparse.")]
    kept = [name for name in names if name.split(".")[1] not in NOT_RULES]
    wanted = [name for name in kept if not rooms or any(name == r or name.startswith(f"{r}.") for r in rooms)]
    return [importlib.import_module(name) for name in wanted]


def answers_of(function: object) -> tuple[bool | None, ...]:
    """Return the constants that a function may be switched to; none where it is no optional rule."""
    plain = inspect.unwrap(function.fget if isinstance(function, property) else function)  # type: ignore[arg-type]
    returned = getattr(plain, "__annotations__", {}).get("return", "") if isinstance(plain, FunctionType) else ""
    if returned == "bool":
        return (False, True)
    return (None,) if isinstance(returned, str) and returned.endswith("| None") else ()


def rules(found: list[ModuleType]) -> list[Rule]:
    """Return the optional rules of some modules, with every place where they are held under a name."""
    everywhere = [module for name, module in sys.modules.items() if name.startswith("newsparse")]
    made = []
    for module in found:
        for name, value in list(vars(module).items()):
            if inspect.isclass(value) and value.__module__ == module.__name__:
                methods = [(n, m) for n, m in vars(value).items() if not n.startswith("__") and answers_of(m)]
                made += [Rule(f"{module.__name__}.{name}.{n}", ((value, n),), m, answers_of(m)) for n, m in methods]
            elif getattr(value, "__module__", None) == module.__name__ and answers_of(value):
                homes = tuple((m, n) for m in everywhere for n, v in list(vars(m).items()) if v is value)
                made.append(Rule(f"{module.__name__}.{name}", homes, value, answers_of(value)))
    return made


@contextlib.contextmanager
def replaced(rule: Rule, function: Callable[..., object]) -> Iterator[None]:
    """Let something else stand where a rule stands."""
    is_property = isinstance(rule.original, property)
    new: object = function
    if is_property:
        new = property(function)
    elif isinstance(rule.original, staticmethod | classmethod):
        new = staticmethod(function)
    for home, name in rule.homes:
        setattr(home, name, new)
    forget(rule.module)
    try:
        yield
    finally:
        for home, name in rule.homes:
            setattr(home, name, rule.original)
        forget(rule.module)


def forget(home: str = "") -> None:
    """Empty the caches that a rule's answers may lie in: those of its own module, and large ones anywhere."""
    for name, module in list(sys.modules.items()):
        if name.startswith("newsparse.") and "lexicon" not in name:
            for value in list(vars(module).values()):
                cached = isinstance(value, Cached)  # what stands in for a cached function has its attributes alone
                size = value.cache_parameters()["maxsize"] if cached else 0
                if size and (size > OF_LEXICONS or name == home):
                    value.cache_clear()


# ------------------------------------------------------------------- articles


def records(folder: Path, sets: list[str]) -> list[Record]:
    """Return the gold set and, where they are at hand, larger sets; statements inside others count like any."""
    found = [record | {"publisher": record["id"]} for record in gold_records() if "text" in record]
    for name in sets:
        path = folder / f"{name}.jsonl.gz"
        for record in read_lines(path) if path.exists() else ():
            inner = record["attributions"] + record.get("inner", [])
            publisher = record.get("publisher") or record["source"]
            found.append(record | {"attributions": inner, "not_quotes": record["not_quotes"], "publisher": publisher})
    return found


def read(record: Record) -> Reading:
    """Read and score an article."""

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        article = newsparse.parse_article(record["text"])
        vars(newsparse).update(  # they agree with the article, and need not be found again
            extract_quotes=lambda _: list(article.quotes), extract_attributions=lambda _: list(article.attributions)
        )
        digest = hashlib.blake2b(repr(article.to_dict()).encode(errors="surrogatepass")).hexdigest()
        return Reading(state(items_of([record])), digest)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def recorded(found: list[Rule], articles: list[Record]) -> tuple[dict[str, Reading], dict[str, dict[Any, set[str]]]]:
    """Read every article with all rules watched; return what comes of it, and on which ones a rule gives which answer.

    What is no ``bool`` and not ``None`` counts as the answer ``...``.
    """
    heard: dict[str, dict[Any, set[str]]] = {rule.name: defaultdict(set) for rule in found}
    now = [""]

    def watched(rule: Rule) -> Callable[..., object]:
        original, given = rule.original, heard[rule.name]
        function = original.fget if isinstance(original, property) else getattr(original, "__func__", original)

        @functools.wraps(function)
        def call(*args: object, **kwargs: object) -> object:
            answer = function(*args, **kwargs)
            given[answer if answer is None or isinstance(answer, bool) else ...].add(now[0])
            return answer

        return call

    readings = {}
    with contextlib.ExitStack() as stack:
        for rule in found:
            stack.enter_context(replaced(rule, watched(rule)))
        for record in articles:
            now[0] = record["id"]
            forget()
            readings[record["id"]] = read(record)
    return readings, heard


# ----------------------------------------------------------------------- cost


def moved(was: dict[Key, bool], now: dict[Key, bool]) -> tuple[int, int]:
    """Return how many items got worse and better; a thing that the gold data has not is wrong where it is found."""

    def right(items: dict[Key, bool], key: Key) -> bool:
        *_, gold = key
        return items.get(key, not gold)

    keys = was.keys() | now.keys()
    pairs = [(right(was, key), right(now, key)) for key in keys]
    return pairs.count((True, False)), pairs.count((False, True))


def cost(rule: Rule, articles: list[Record], before: dict[str, Reading], *, answer: bool | None, whole: bool) -> Cost:
    """Return what it costs that a rule always gives one answer, on the articles on which it gives another."""
    lost = gained = hurt = 0
    changed: dict[str, str] = {}
    with replaced(rule, lambda *_, **__: answer):
        for record in articles:
            try:
                after = read(record)
            except Exception:  # noqa: BLE001 - whatever it is, the constant cannot take the rule's place
                return Cost(answer, fails=True)
            was = before[record["id"]]
            if after.digest != was.digest:
                changed[record["id"]] = record["publisher"]
            worse, better = moved(was.right, after.right)
            lost, gained, hurt = lost + worse, gained + better, hurt + (worse > better)
            if not whole and hurt >= PLAIN and lost > 2 * gained and len(set(changed.values())) >= PUBLISHERS:
                break
    return Cost(answer, lost, gained, changed, hurt)


def kindest(
    rule: Rule, found: list[Record], before: dict[str, Reading], heard: dict[Any, set[str]], *, whole: bool
) -> Cost:
    """Return the cost of the constant that costs least."""
    costs = []
    for answer in rule.answers:
        others = set().union(*(ids for given, ids in heard.items() if given is not answer))
        costs.append(cost(rule, [r for r in found if r["id"] in others], before, answer=answer, whole=whole))
    return min(costs, key=lambda c: (c.fails, c.lost - c.gained, len(c.changed)))


def line(rule: Rule, found: Cost) -> str:
    """Return one line of the report."""
    change = f"{len(found.changed):4} articles of {len(set(found.changed.values())):3} publishers"
    name = rule.name.removeprefix("newsparse.")
    figures = f"lost {found.lost:4} gained {found.gained:4}" if not found.fails else "cannot be switched"
    return f"{found.verdict:6} {name:52} {found.answer!s:6} {figures:22} {change}"


def main() -> int:
    """Switch the rules off, one by one."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("rooms", nargs="*", help="modules to look at, such as newsparse.speech; all by default")
    arguments.add_argument("--shared", type=Path, default=SHARED, help="the folder of the larger sets")
    arguments.add_argument("--sets", nargs="*", default=["quotes_news/train"], help="which of them")
    arguments.add_argument("--every", type=int, default=1, help="take every n-th article of the larger sets")
    arguments.add_argument("--all", action="store_true", help="list the rules that earn their place too, in full")
    options = arguments.parse_args()
    found = rules(modules(options.rooms))
    every = records(options.shared, options.sets)
    small = [r for r in every if r["publisher"] == r["id"]]
    articles = small + [r for r in every if r["publisher"] != r["id"]][:: options.every]
    before, heard = recorded(found, articles)
    print(
        f"{len(found)} optional rules, {len(articles)} articles of {len({r['publisher'] for r in articles})} publishers"
    )
    verdicts: defaultdict[str, int] = defaultdict(int)
    for rule in found:
        result = kindest(rule, articles, before, heard[rule.name], whole=options.all)
        verdicts[result.verdict] += 1
        if options.all or result.verdict != "earns":
            print(line(rule, result), flush=True)
    print(", ".join(f"{verdict}: {count}" for verdict, count in sorted(verdicts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
