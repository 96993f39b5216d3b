"""A school year in seconds: a made-up team plays it through the real way in, and every reminder is printed."""
