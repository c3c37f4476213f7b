"""huoye setup: what npm provides, brought anew after a lock changed."""

import click


@click.command("setup")
def command() -> None:
    """Install MathJax and the font for figures into the package, where they are not there yet."""
    from huoye.math import install as mathjax
    from huoye.run.font import install as font

    for name, part in (("MathJax", mathjax), ("the font for figures", font)):
        if not part.installed():
            click.echo(f"bringing {name} by npm …")
        part.install()
        click.echo(f"{name}: ready")
