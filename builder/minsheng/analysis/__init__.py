"""What the shape of a graph tells: sizes, communities, central entities, paths."""
