"""`rrp-bot sample`: a made-up year and a half of a whole council, to see whether lists stay readable."""
