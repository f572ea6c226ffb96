"""Target of OSS-Fuzz: contracts between functions that a text breaks."""

from fuzz.guided import contract_checker, fuzz

if __name__ == "__main__":
    fuzz(contract_checker)
