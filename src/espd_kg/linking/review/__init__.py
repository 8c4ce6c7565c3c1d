"""Review: people decide on what waits, with both sides before them."""
