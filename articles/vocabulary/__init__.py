"""Names that imports met and did not know: pooled, decided once, and every article that waits follows."""
