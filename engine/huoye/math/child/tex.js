// The TeX side: what MathJax reads, and what is noted down while it reads.
'use strict';

const PACKAGES = [
  'ams', 'amscd', 'bbox', 'begingroup', 'boldsymbol', 'braket', 'bussproofs', 'cancel', 'cases',
  'centernot', 'color', 'colortbl', 'configmacros', 'empheq', 'enclose', 'extpfeil', 'gensymb',
  'html', 'mathtools', 'mhchem', 'newcommand', 'tagformat', 'textcomp', 'textmacros', 'unicode',
  'units', 'upgreek', 'verb',
];

// Authors write \require{AMSmath}; those two are always there. The fonts of bbm and dsfont are not:
// \mathbbm{1} and \mathds{R} are set in the blackboard letters of the font there is.
const ALWAYS_THERE = ['amsmath', 'amssymbols', 'bbm', 'dsfont'];
const MACROS = {
  bm: ['\\boldsymbol{#1}', 1],
  mathbbm: ['\\mathbb{#1}', 1],
  mathds: ['\\mathbb{#1}', 1],
};

function texOptions(packages) {
  return {
    packages: {'[+]': packages, '[-]': ['require', 'autoload', 'noundefined', 'noerrors']},
    tags: 'ams',
    useLabelIds: true,
    // a formula that refers to its own label is given that label's number, and defines it again
    ignoreDuplicateLabels: true,
    maxBuffer: 64 * 1024,
    formatError: (jax, error) => { throw error; },
    macros: MACROS,
  };
}

function adjustTex(input, packages, note) {
  recordTags(input.parseOptions.tags, note);
  takeAddressesLiterally(input.parseOptions.tags);
  input.postFilters.add(({data}) => { untagRows(data); boxWidths(data); boxLines(data); }, -20);
  input.postFilters.add(widenForLines, 20);
  keepTextCharacters();
  nestText();
  addCommands(input, packages);
}

// ---- numbers: a row is noted, its number is left to the page ----

// What is no row of its own: rows that share a number, and a label before the brace, for all of them.
const PARTS = {subnumcases: 'letter', 'numcases-left': 'whole'};

// `note(row)` keeps a row and answers its index. Most rows get their tag from getTag; a \tag in a
// display without rows reaches enTag without it.
function recordTags(tags, note) {
  const getTag = tags.getTag.bind(tags);
  const autoTag = tags.autoTag.bind(tags);
  const enTag = tags.enTag.bind(tags);
  const start = tags.start.bind(tags);
  // multlined is no display, but MathJax starts it like multline, with a parser for its "numbered"
  tags.start = (name, taggable, counted) => {
    const own = typeof counted !== 'object';
    start(name, taggable && own, counted && own);
  };
  tags.autoTag = () => {
    const counted = tags.currentTag.tag == null;
    if (counted) autoTag();
    tags.currentTag.counted = counted;
  };
  tags.getTag = (force) => {
    const label = tags.label;
    const cell = getTag(force);
    if (cell) cell.setProperty('huoye-row', note(tagged(tags.currentTag, label)));
    return cell;
  };
  tags.enTag = (node, cell) => {
    if (cell.getProperty('huoye-row') === undefined) {
      const label = Object.keys(tags.labels)[0];
      cell.setProperty('huoye-row', note(tagged(tags.currentTag, label)));
    }
    return enTag(node, cell);
  };
}

function tagged(tag, label) {
  const auto = Boolean(tag.counted);
  const text = auto ? '' : tag.tag;
  return {auto, text, starred: !Array.isArray(tag.tagFormat), label: label || '', y: 0, part: PARTS[tag.env] ?? ''};
}

// An anchor is on this page unless it already holds a "#": then it is an address.
function takeAddressesLiterally(tags) {
  tags.formatUrl = (anchor) => (anchor.includes('#') ? anchor : '#' + encodeURIComponent(anchor));
}

// The table is set without its tags, so its width never depends on the width of a number.
function untagRows(options) {
  const labelled = [];
  options.root.walkTree((node) => { if (node.isKind('mlabeledtr')) labelled.push(node); });
  for (const row of labelled) {
    const plain = options.nodeFactory.create('node', 'mtr', row.childNodes.slice(1));
    for (const name of row.attributes.getExplicitNames()) {
      plain.attributes.set(name, row.attributes.getExplicit(name));
    }
    plain.attributes.set('data-huoye-row', String(row.childNodes[0].getProperty('huoye-row')));
    row.parent.replaceChild(plain, row);
  }
}

// ---- \style{width: …} ----

const STYLE_WIDTH = /(?:^|;)\s*width:\s*([\d.]+(?:ex|em|px|pt))/;

// SVG output ignores a width; a table of one cell of that width is the same box, its content
// centred. The rest of the style moves to the row around the table.
function boxWidths(options) {
  const make = (kind, children, attributes) => options.nodeFactory.create('node', kind, children, attributes);
  const boxes = [];
  options.root.walkTree((node) => {
    const style = node.attributes?.getExplicit?.('style');
    const width = style && STYLE_WIDTH.exec(style);
    if (width) boxes.push([node, width[1], style]);
  });
  for (const [node, width, style] of boxes) {
    const around = make('mrow', [], {style});
    node.parent.replaceChild(around, node);
    node.attributes.set('style', '');
    const cell = make('mtd', [node]);
    around.appendChild(make('mtable', [make('mtr', [cell])], {width, columnwidth: width}));
  }
}

// ---- \intertext: a line of text between two rows of a display ----

// It starts where the rows start and takes no part in their alignment. MathJax has no such command.
function lineBetween(parser, name) {
  const text = parser.GetArgument(name);
  const rows = parser.stack.Top();
  if (!rows.EndRow) throw new (MathJax._.input.tex.TexError.default)('Misplaced', 'Misplaced %1', name);
  if (rows.Size() || rows.row.length) { rows.EndEntry(); rows.EndRow(); }
  const line = new parser.constructor(`\\text{${text}}`, {}, parser.configuration).mml();
  const flat = parser.create('node', 'mpadded', [line], {width: 0});
  flat.setProperty('huoye-line', true);
  rows.table.push(parser.create('node', 'mtr', [parser.create('node', 'mtd', [flat], {columnalign: 'left'})]));
}

// The table is as wide as its rows; where a line is longer, so must the box around the table be.
function boxLines(options) {
  for (const table of new Set(linesOf(options).map(tableOf))) {
    const box = options.nodeFactory.create('node', 'mpadded', []);
    table.parent.replaceChild(box, table);
    box.appendChild(table);
  }
}

// Measured last, when every node knows in which size it is set.
function widenForLines({math, data, document}) {
  const lines = linesOf(data);
  if (!lines.length) return;
  const item = new document.options.MathItem('', null, math.display);
  const widthOf = (node) => {
    item.root = data.nodeFactory.create('node', 'math', [node.copy()]);
    item.root.setInheritedAttributes({}, math.display, 0, false);
    return document.outputJax.getBBox(item, document).w;
  };
  for (const table of new Set(lines.map(tableOf))) {
    const own = lines.filter((line) => tableOf(line) === table).map((line) => line.childNodes[0]);
    const width = Math.max(...[table, ...own].map(widthOf));
    table.Parent.attributes.set('width', width.toFixed(3) + 'em');
  }
}

function linesOf(options) {
  return options.getList('mpadded').filter((node) => node.getProperty('huoye-line'));
}

function tableOf(node) {
  return node.isKind('mtable') ? node : tableOf(node.parent);
}

// ---- text and commands ----

// MathJax 4 refuses \text{stop_gradient} and cuts \text{50% of it}; authors mean the characters.
function keepTextCharacters() {
  const special = MathJax._.input.tex.MapHandler.MapHandler.getMap('text-special');
  for (const character of '^_&#%') special.remove(character);
}

// The conditions of numcases are text already, and authors write \text{其他} in them, as in cases.
function nestText() {
  const macros = MathJax._.input.tex.MapHandler.MapHandler.getMap('text-macros');
  const {constructor: Macro, func} = macros.lookup('textrm');
  for (const name of ['text', 'mbox']) macros.add(name, new Macro(name, func, ['{#1}', 1]));
}

function addCommands(input, packages) {
  const {CommandMap} = MathJax._.input.tex.TokenMap;
  const {NewCommand} = MathJax._.input.tex.newcommand.NewcommandMethods.default;
  const define = (parser, name) => {
    parser.GetStar();           // MathJax takes the star of \newcommand* for the macro's name
    NewCommand(parser, name);
  };
  const commands = {
    newcommand: define,
    renewcommand: define,
    providecommand: define,
    intertext: (parser, name) => lineBetween(parser, name),
    shortintertext: (parser, name) => lineBetween(parser, name),
    require: (parser) => requirePackage(parser.GetArgument('\\require'), packages),
  };
  new CommandMap('huoye-commands', commands);
  input.parseOptions.handlers.get('macro').add(['huoye-commands'], null, 1);
}

// Every allowed package is loaded from the start, so \require only checks the name.
function requirePackage(argument, packages) {
  const name = argument.trim().toLowerCase();
  if (packages.includes(name) || ALWAYS_THERE.includes(name)) return;
  const TexError = MathJax._.input.tex.TexError.default;
  throw new TexError('BadRequire', 'Package "%1" is not allowed here', argument);
}
