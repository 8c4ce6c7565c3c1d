"""Recipes that join the tables of links with the graph, and both with data sets outside."""
