"""Beyond one machine: the same plain command there, its sealed results back, each taken once."""
