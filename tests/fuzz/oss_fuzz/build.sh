#!/bin/bash -eu
# Run by OSS-Fuzz in the folder of the checkout: installs the package and makes one program of each target.
pip3 install . click hypothesis
export PYTHONPATH="$PWD/tests"
for target in tests/fuzz/oss_fuzz/fuzz_*.py; do
    compile_python_fuzzer "$target" --paths tests --collect-data newsparse --copy-metadata newsparse
    name=$(basename "$target" .py)
    python3 tests/fuzz/guided.py --begin "$WORK/$name"
    (cd "$WORK/$name" && zip -q -r "$OUT/${name}_seed_corpus.zip" .)
done
