// Formulas to SVG with MathJax, the same in every JavaScript engine.
//
// The driver (worker.js or worker_qjs.py) evaluates lean.js, tex.js, outline.js, svg.js, mathml.js,
// locate.js and this file in one global scope, after defining hostRead(name) -> text of a file below
// node_modules, or null. It calls huoyeStart once, then huoyeRender for each job. MathJax's files are
// loaded as npm brings them.
'use strict';

const EM = 1000;                    // MathJax's units in one em
const TEXT_WIDTH = 38;              // em: the width in which multline and flalign are set
const BREAK_BEYOND = 8;             // em: an inline formula up to this width stays in one piece
const PIXELS_PER_EM = 16;           // a scale for MathJax's arithmetic; no size in the output shows it
const LARGEST = 10000;              // em: beyond it a size is a slip or an attack
const NOTHING = 16;                 // units: the width MathJax gives to a formula that draws nothing

const FONT_FILES = {
  '[mathjax-newcm]': '@mathjax/mathjax-newcm-font',
  '[mathjax-mhchem-extension]': '@mathjax/mathjax-mhchem-font-extension',
};

// What the drivers look at: whether MathJax is there, and why not.
globalThis.huoye = {ready: false, failed: null, document: null, rows: [], glyphs: new Map(), sent: new Set()};

// MathJax talks to a console and to timers; standard output belongs to the answers.
const silence = () => {};
globalThis.console = {log: silence, warn: silence, error: silence, info: silence};
globalThis.setTimeout ??= (action) => { Promise.resolve().then(action); };

function loadFile(name) {
  const file = name.replace(/^\[[\w-]+\]/, (prefix) => FONT_FILES[prefix] ?? prefix).replace(/\/\/+/g, '/');
  const text = hostRead(file.endsWith('.js') ? file : file + '.js');
  if (text === null) throw new Error(`no file ${file}`);
  (0, eval)(text);
}

// `optionsJson`: {"packages": [further MathJax packages, e.g. physics], "mathml": whether answers hold it}
function huoyeStart(optionsJson) {
  const options = JSON.parse(optionsJson);
  const packages = [...PACKAGES, ...options.packages];
  globalThis.MathJax = {
    loader: {
      paths: {mathjax: 'mathjax', fonts: '@mathjax', 'mathjax-newcm': FONT_FILES['[mathjax-newcm]']},
      load: ['adaptors/liteDOM', 'input/tex', 'output/svg', ...packages.map((name) => '[tex]/' + name)],
      require: async (name) => loadFile(name),
      failed: (error) => { huoye.failed = String(error?.message ?? error); },
    },
    tex: texOptions(packages),
    output: {font: 'mathjax-newcm', linebreaks: {inline: true}},
    svg: {fontCache: 'global', useXlink: false},
    startup: {
      typeset: false,
      output: 'svg',                // \ce asks for this name to find its font
      ready() { MathJax.startup.defaultReady(); prepare(packages, options.mathml); huoye.ready = true; },
    },
  };
  loadFile('mathjax/startup');
}

function prepare(packages, mathml) {
  const {mathjax} = MathJax._.mathjax;
  mathjax.asyncIsSynchronous = true;          // rare pieces of the font load when first needed
  mathjax.asyncLoad = loadFile;
  huoye.document = MathJax.startup.document;
  const output = huoye.document.outputJax;
  // sizes in em: an ex differs from one Chinese font to the next
  output.ex = (size) => (Math.abs(size) < 1e-3 ? '0' : size.toFixed(3).replace(/\.?0+$/, '') + 'em');
  // a glyph's id depends on the font alone, so every formula of every page agrees on it
  output.fontCache.cachePath = (variant, character, path) => {
    const id = (output.font.getVariant(variant).cacheID || '').replace('NCM-', '') + character;
    huoye.glyphs.set(id, path);
    return id;
  };
  // a formula found too wide is not drawn: it is set again with breaks
  const draw = output.processMath.bind(output);
  output.processMath = (wrapper, container) => {
    huoye.wide = !huoye.document.outputJax.options.linebreaks.inline && isWide(wrapper, output);
    if (!huoye.wide) draw(wrapper, container);
  };
  adjustTex(MathJax.startup.input[0], packages, (row) => huoye.rows.push(row) - 1);
  makeLean();
  huoye.toMathml = mathml ? mathmlWriter() : () => '';
}

function isWide(wrapper, output) {
  const {w, pwidth} = wrapper.getOuterBBox();
  return !output.math.display && !pwidth && Number(output.fixed(w * EM, 1)) > BREAK_BEYOND * EM;
}

// One job as JSON to one answer as JSON. A refused formula answers {error: …} as `refusal` makes it.
function huoyeRender(jobJson) {
  const job = JSON.parse(jobJson);
  try {
    const container = convert(job);
    return JSON.stringify(describe(container));
  } catch (error) {
    resetGroups();
    return JSON.stringify({error: refusal(job, error)});
  }
}

// {id, text, at, macro, near}, see locate.js. The id Internal means a full stack or memory, or a bug
// in MathJax: the state can no longer be trusted, and the driver ends after this answer.
function refusal(job, error) {
  const text = String((error && error.message) || error);
  if (!(error && error.id)) return {id: 'Internal', text, at: null, macro: '', near: []};
  const near = nearest(error.id, text, MathJax.startup.input[0].parseOptions.handlers);
  const start = sourceOf({...job, tex: ''}).length;
  const place = locate(() => read(job), sourceOf(job), start);
  resetGroups();
  return {id: error.id, text, ...place, near};
}

// A break costs one <svg> for each piece, so only a formula found too wide is set again with them;
// it is read again too, for MathJax looks for breaks before it knows which signs are unary.
function convert(job) {
  const math = read(job);
  huoye.mathml = huoye.toMathml(math.root);
  const whole = draw(math, {breaks: false});
  return huoye.wide ? draw(read(job), {breaks: true}) : whole;
}

function read(job) {
  const input = MathJax.startup.input[0];
  const {Label} = MathJax._.input.tex.Tags;
  huoye.rows = [];
  input.reset(0);
  for (const [label, number, anchor] of job.references) {
    input.parseOptions.tags.allLabels[label] = new Label(number, anchor);
  }
  const math = new huoye.document.options.MathItem(sourceOf(job), input, job.display);
  math.setMetrics(PIXELS_PER_EM, PIXELS_PER_EM * .442, PIXELS_PER_EM * TEXT_WIDTH, 1);
  math.compile(huoye.document);
  return math;
}

function draw(math, {breaks}) {
  const output = huoye.document.outputJax;
  huoye.glyphs.clear();
  output.options.linebreaks.inline = breaks;
  return output.typeset(math, huoye.document);
}

// The sandbox keeps the definitions of one formula from the next.
function sourceOf({definitions, tex}) {
  return '\\begingroupSandbox ' + definitions + ' ' + tex;
}

function describe(container) {
  const svgs = container.children.filter((child) => child.kind === 'svg');
  const [first] = svgs;
  for (const group of huoye.rows.length ? MathJax.startup.adaptor.tags(container, 'g') : []) {
    const index = group.attributes['data-huoye-row'];
    if (index !== undefined) huoye.rows[Number(index)].y = baselineOf(group, first) / EM;
  }
  const [, top, width, height] = (first.attributes.viewBox ?? '0 0 0 0').split(' ').map(Number);
  svgs.forEach(refuseAbsurd);
  const html = piecesToHtml(container.children);
  if (width <= NOTHING && html.includes('></svg>')) return empty();
  return {
    html,
    width: width / EM,
    height: -top / EM,
    depth: (height + top) / EM,
    parts: svgs.length,
    rows: huoye.rows,
    glyphs: [...huoye.glyphs.keys()].sort(),
    mathml: huoye.mathml,
    outlines: unsentOutlines(),
  };
}

// Whoever reads the answers keeps the outlines, so each is sent once.
function unsentOutlines() {
  const unsent = {};
  for (const [id, path] of huoye.glyphs) {
    if (huoye.sent.has(id)) continue;
    huoye.sent.add(id);
    unsent[id] = relativePath(path);
  }
  return unsent;
}

// \kern99999999em: no page can show it, and its numbers are no longer those of SVG.
function refuseAbsurd({attributes}) {
  const sizes = (attributes.viewBox ?? '0 0 0 0').split(' ').map(Number);
  if (sizes.every((size) => Math.abs(size) <= LARGEST * EM)) return;
  const TexError = MathJax._.input.tex.TexError.default;
  throw new TexError('TooLarge', 'Formula larger than %1 em', String(LARGEST));
}

// A formula that only defines macros.
function empty() {
  return {html: '', width: 0, height: 0, depth: 0, parts: 1, rows: [], glyphs: [], mathml: '', outlines: {}};
}

// After an error MathJax's stack of groups is stale: every later formula would miss its \begingroup.
function resetGroups() {
  const {stack} = MathJax.startup.input[0].parseOptions.packageData.get('begingroup');
  stack.base = -100;
  stack.reset();
  stack.finish();
}
