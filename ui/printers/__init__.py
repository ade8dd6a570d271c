"""The printers of this till and the flow that sets one up, ending with paper in the hand. Passive.

Must never import the disk, the paper or the desk: what a printer is called, finds and answers comes as finished facts.
"""
