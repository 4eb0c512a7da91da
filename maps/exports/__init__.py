"""Exports of layers and heatmaps: what a person or a program takes away as a file.

choices.py says what there is, estimates.py how large it will be, child.py makes the heavy formats in
a process of their own by the command `manage.py export`, which writes with writing.py.
"""
