"""Parts of tools/train_encoder.py: from gold sentences to the weights of the encoder."""
