"""A whole post through real kernels: records as cells end, replays, reruns, failures."""

from tests.run.sites import Post, cell, codes, fates


def test_dummy(post: Post) -> None:
    post.write("code/lab/__init__.py", "")
    post.write("code/lab/flow.py", 'def f(x):\n    "y = 2x"\n    return 2 * x\n')
    post.write("code/lab/other.py", "A = 1\n")
    post.write("posts/p/x.csv", "1\n2\n3\n")
    post.cells = [
        cell("c-1", "import numpy as np, matplotlib.pyplot as plt\nfrom huoye.cell import record"),
        cell("data", "x = np.loadtxt('x.csv')\ntry: open('extra.csv')\nexcept OSError: print('none', 0x7f12345678)"),
        cell("fit", "from lab.flow import f\nloss = record('loss', float(f(x).sum()), rtol=1e-3)\nprint('loss', loss)"),
        cell("fig-y", "plt.plot(x, f(x)); plt.title('y $x^2$')\nplt.show()"),
    ]
    result = post.run()
    for p in result.problems: print(p.code, p.line, p.text())
    print(fates(result), post.states())
    for n in ("data","fit","fig-y"):
        if (post.frozen/f"{n}.json").exists(): print((post.frozen / f"{n}.json").read_text())
    print((post.frozen / "fig-y.svg").read_text()[:1500])
    assert post.states() == "ffff"
