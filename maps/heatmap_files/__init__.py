"""The heatmap's files: plain content in, bytes out. No models, no settings, no text of its own."""
