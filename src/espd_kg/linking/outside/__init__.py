"""The data sets outside: what they are for, their words, how they are asked and quoted."""
