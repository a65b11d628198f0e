"""From text to mentions, quantities and periods: lexicons, gazetteer, words, number and time grammar."""
