"""The tests. Their folders mirror src/layan; beside them stand servers, house, browser and faults."""
