"""Engines that read images of text lines. All sit behind `extract.engines.base.Engine`."""
