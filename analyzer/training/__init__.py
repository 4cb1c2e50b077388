"""Training of the models in ``models/``, in a checkout: labelled data, splits, scores beside a baseline, cards."""
