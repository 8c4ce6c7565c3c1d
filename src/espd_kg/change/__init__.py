"""What a change to the graph can touch, so that nothing else is asked again."""
