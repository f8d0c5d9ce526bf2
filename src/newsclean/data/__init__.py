"""Data files: rule packs, lists of function words, names. The policy of each stands beside it."""
