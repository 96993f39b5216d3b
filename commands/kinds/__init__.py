"""The kinds of fields there are: schools, people, references, times and words."""
