"""Categories of schools: proposed, told, in force."""
