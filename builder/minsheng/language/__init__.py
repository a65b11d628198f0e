"""From text to mentions, quantities and periods: lexicons, gazetteer, segmentation, number and time grammar."""
