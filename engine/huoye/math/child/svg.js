// The SVG side: MathJax's tree to compact text. Glyphs stay references into the page's one table.
'use strict';

const ATTRIBUTES = new Set([
  'class', 'd', 'fill', 'font-family', 'font-size', 'font-style', 'font-weight', 'height', 'href',
  'opacity', 'points', 'preserveAspectRatio', 'rx', 'ry', 'cx', 'cy', 'r', 'stroke',
  'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'stroke-width', 'style', 'text-anchor',
  'transform', 'viewBox', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2',
]);
// What a style may still say in SVG. Borders, backgrounds and paddings are drawn already; positions,
// layers and whatever fetches are no business of a formula.
const STYLES = /^(?:color|fill|font(?:-[a-z]+)?|margin-(?:left|right)|opacity|stroke(?:-[a-z]+)?|vertical-align|visibility)$/;
const LINK = /^(?:(?:https?|mailto):|[^:]*$|[/#.?])/i;
const DASHES = {
  'mjx-dashed': ' stroke-dasharray="140"',
  'mjx-dotted': ' stroke-linecap="round" stroke-dasharray="0,140"',
};
const BREAK_WIDTH = [0, .111, .167, .222, .278, .333];      // em, by the size that MathJax gives a break
const PLAIN = /^[\w #%()+,.:;-]*$/;                // most values: nothing in them to escape
const PLACE = /translate\([^)]*\)/g;
const FRACTION = /-?\d+\.\d+/g;
const COLOUR = /^(?!none$|currentcolor$)[#\w(),.%\s-]+$/i;
const NOT_IN_HTML = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}]/gu;

// Children of MathJax's container to HTML. A <mjx-break> becomes <br>, or a margin behind what stands
// before it: there it ends a line unseen. Neighbouring <svg> may part by the ordinary rules of CSS.
function piecesToHtml(children) {
  let html = '';
  children.forEach((child, index) => {
    if (child.kind === 'svg') html += svgToHtml(child, gapBefore(children[index + 1]));
    else if (child.kind !== 'mjx-break') html += toMarkup(child);
    else if ('newline' in child.attributes) html += '<br>';
  });
  return html;
}

function gapBefore(next) {
  const breaks = next?.kind === 'mjx-break' && !('newline' in next.attributes);
  return breaks ? BREAK_WIDTH[next.attributes.size] : 0;
}

function svgToHtml(svg, gap) {
  const given = svg.attributes;
  const style = [given.style, gap && `margin-right: ${gap}em`].filter(Boolean).join(';');
  // the group's colours and line width are the page's style of svg.m
  for (const group of svg.children) {
    for (const name of ['stroke', 'fill', 'stroke-width']) delete group.attributes[name];
  }
  const attributes = attributeText('svg', {...given, style}, '');
  return `<svg class="m" aria-hidden="true"${attributes}>${svg.children.map(toMarkup).join('')}</svg>`;
}

function toMarkup(node) {
  if (node.kind === '#text') return escapeText(node.value);
  if (node.kind === '#comment') return '';
  const box = boxOf(node);
  const attributes = withPaint(attributeText(node.kind, node.attributes, box ? 'bg' : ''), node, box);
  let inside = '';
  for (const child of node.children ?? []) inside += toMarkup(child);
  if (node.kind === 'g') return groupToMarkup(attributes, inside);
  return inside ? `<${node.kind}${attributes}>${inside}</${node.kind}>` : `<${node.kind}${attributes}/>`;
}

// Classes and ids of an author's could be the theme's or the page's, so none gets out. A coloured box
// is marked "bg": its ink follows its ground, not the page's.
function boxOf(node) {
  return node.children?.find((child) => child.kind === 'rect' && 'data-bgcolor' in child.attributes);
}

// The colours that an author chose, for the style sheet to keep readable: of a group's ink, of a box.
function withPaint(attributes, node, box) {
  const ink = node.kind === 'g' ? node.attributes.fill : undefined;
  if (!ink && !box) return attributes;
  const paint = [['--c', ink], ['--bg', box?.attributes.fill]]
    .filter(([, colour]) => COLOUR.test(colour ?? '')).map((pair) => pair.join(':')).join(';');
  if (!paint) return attributes;
  return / style="/.test(attributes) ? attributes.replace(/( style="[^"]*)"/, `$1;${paint}"`) : `${attributes} style="${paint}"`;
}

// A group without attributes is left out; one with only a transform hands it to its only <use>.
function groupToMarkup(attributes, inside) {
  if (!inside) return '';
  if (!attributes) return inside;
  const use = /^<use href="([^"]*)"\/>$/.exec(inside);
  const moved = /^ transform="translate\((-?\d+),(-?\d+)\)"$/.exec(attributes);
  if (use && moved) return `<use href="${use[1]}"${axis('x', moved[1])}${axis('y', moved[2])}/>`;
  if (use && /^ transform="[^"]*"$/.test(attributes)) return `<use href="${use[1]}"${attributes}/>`;
  return `<g${attributes}>${inside}</g>`;
}

function axis(name, value) {
  return value === '0' ? '' : ` ${name}="${value}"`;
}

// `marks`: the classes to write, in place of the given ones.
function attributeText(kind, attributes, marks) {
  let text = '';
  for (const name of Object.keys(attributes)) {
    if (ATTRIBUTES.has(name)) text += written(name, name === 'class' ? marks : attributes[name]);
  }
  if (!('class' in attributes)) text += written('class', marks);
  if (kind === 'line' && 'data-line' in attributes) text += ruled(attributes);
  if (kind === 'rect' && 'data-frame' in attributes) text += ' fill="none"' + ruled(attributes);
  // the formula is hidden from screen readers, so a link inside must not take the focus
  if (kind === 'a') text += ' tabindex="-1"';
  // MathJax's invisible rectangle makes a link easy to hit, not only on its strokes
  if ('data-hitbox' in attributes) text += ' pointer-events="all"';
  return text;
}

// The rules of an array and the frame around it: MathJax leaves their width to a style sheet of its own.
function ruled(attributes) {
  return ' stroke-width="70"' + (DASHES[attributes.class] ?? '');
}

function written(name, given) {
  const value = attributeValue(name, String(given ?? ''));
  return value && ` ${name}="${escapeText(value).replace(/"/g, '&quot;')}"`;
}

// The value to write, '' for an attribute that the page does not need or must not have.
function attributeValue(name, value) {
  if (name === 'transform') value = rounded(value);
  if (name === 'href') return LINK.test(value.replace(/[\0-\x20]/g, '')) ? value : '';
  if (name === 'transform' && value === 'translate(0,0)') return '';
  if (name === 'style') return safeStyle(value);
  return value;
}

// A place is rounded to a thousandth of an em: no eye and no printer sees less.
function rounded(transform) {
  if (!transform.includes('.')) return transform;
  return transform.replace(PLACE, (place) => place.replace(FRACTION, (number) => Math.round(number) || 0));
}

function safeStyle(style) {
  const kept = [];
  for (const declaration of style.split(';')) {
    const [property, ...value] = declaration.split(':').map((part) => part.trim());
    const harmless = value.length === 1 && !/[\\@]|(?:url|expression|image-set|image)\s*\(/i.test(value[0]);
    if (harmless && STYLES.test(property.toLowerCase())) kept.push(`${property}:${value[0]}`);
  }
  return kept.join(';');
}

function escapeText(value) {
  if (PLAIN.test(value)) return value;
  return String(value).replace(NOT_IN_HTML, '\uFFFD').replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

// Baseline of a node above the formula's baseline, in thousandths of an em.
function baselineOf(node, svg) {
  let y = 0;
  for (let at = node; at && at !== svg; at = at.parent) {
    const steps = [...(at.attributes?.transform ?? '').matchAll(/(translate|scale)\(([^)]*)\)/g)];
    for (const [, step, numbers] of steps.reverse()) {
      const [first, second] = numbers.split(/[ ,]+/).map(Number);
      if (step === 'translate') y += second || 0;
      else y *= Math.abs(second ?? first);
    }
  }
  return Math.round(y);
}
