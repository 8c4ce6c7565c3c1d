"""The subjects of links: the things of ours, with what our graph says of them."""
