"""The one place that knows whom we are measured against, and how each is brought and asked.

The packages come by npm into the git-ignored build/peers; nothing in them is run but what is here.
"""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from clock import Clock, Spent

from huoye.math.engines import find_node
from huoye.model.formula import Job

PACKAGES = ("katex@0.19.1", "mathjax@4.1.3", "@mathjax/mathjax-newcm-font@4.1.3")
FOLDER = Path(__file__).resolve().parents[1] / "build" / "peers"
INSTALL = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")

READ = """
const jobs = JSON.parse(require('fs').readFileSync(0, 'utf8'));
let bytes = 0, failed = 0;
const count = (render) => {
  for (const {tex, display} of jobs) try { bytes += render(tex, display).length } catch { failed++ }
};
const tell = () => console.log(JSON.stringify({bytes, failed}));
"""
KATEX = f"""{READ}
const katex = require('katex');
count((tex, displayMode) => katex.renderToString(tex, {{displayMode, throwOnError: true}}));
tell();
"""
MATHJAX = f"""{READ}
const mathjax = require('mathjax/node-main.cjs');
mathjax.init({{loader: {{load: ['input/tex', 'output/svg']}}}}).then(async () => {{
  const {{adaptor}} = MathJax.startup;
  for (const {{tex, display}} of jobs) {{
    bytes += adaptor.outerHTML(await MathJax.tex2svgPromise(tex, {{display}})).length;
  }}
  tell();
}});
"""
"""as MathJax's manual shows it"""


def bring() -> Path:
    """The folder that holds node_modules with the very versions above."""
    stamp = FOLDER / "stamp"
    if not stamp.exists() or stamp.read_text("utf-8") != " ".join(PACKAGES):
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "package.json").write_text("{}\n", "utf-8")
        subprocess.run([*INSTALL, *PACKAGES], cwd=FOLDER, check=True)
        stamp.write_text(" ".join(PACKAGES), "utf-8")
    return FOLDER


def ask(program: str, jobs: Sequence[Job]) -> tuple[Spent, int]:
    """A program of this file on the formulas, in a node of its own; how many it refused."""
    node = find_node()
    assert node, "a peer in JavaScript needs node"
    asked = json.dumps([{"tex": job.tex, "display": job.display} for job in jobs])
    file = bring() / "program.cjs"
    file.write_text(program, "utf-8")
    clock = Clock()
    done = subprocess.run(
        [node, str(file)], input=asked, stdout=subprocess.PIPE, text=True, check=True
    )
    return clock.spent(), int(json.loads(done.stdout)["failed"])
