"""Results → text. One module a format; each is a pure function of the results, and yields chunks of text."""
