"""Mail: what comes in is understood here, what goes out is written here."""
