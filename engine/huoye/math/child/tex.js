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
  input.postFilters.add(({data}) => { untagRows(data); boxWidths(data); }, -20);
  keepTextCharacters();
  addCommands(input, packages);
}

// ---- numbers: a row is noted, its number is left to the page ----

// `note(row)` keeps a row and answers its index. Most rows get their tag from getTag; a \tag in a
// display without rows reaches enTag without it.
function recordTags(tags, note) {
  const getTag = tags.getTag.bind(tags);
  const autoTag = tags.autoTag.bind(tags);
  const enTag = tags.enTag.bind(tags);
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
  return {auto, text: auto ? '' : tag.tag, starred: !Array.isArray(tag.tagFormat), label: label || '', y: 0};
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

// ---- text and commands ----

// MathJax 4 refuses \text{stop_gradient} and cuts \text{50% of it}; authors mean the characters.
function keepTextCharacters() {
  const special = MathJax._.input.tex.MapHandler.MapHandler.getMap('text-special');
  for (const character of '^_&#%') special.remove(character);
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
