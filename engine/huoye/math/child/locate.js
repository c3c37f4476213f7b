// A refused formula to the place where MathJax stopped reading, and to names near a wrong one.
//
// MathJax's errors know no place. A formula that was refused is read once more with every parser
// watched: each one says where the token began at which it stopped, and that place is carried from
// the innermost parser to the outermost, whose text is the formula.
'use strict';

const NEAR = 5;                     // names handed over; the site adds its own macros and chooses
const CONTEXT = 24;                 // characters on each side by which a token is known again
const ALIKE = 3;                    // so many must be the same, its own among them
const TOKEN = /\\(?:begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+|\\[^]|[^]/y;
const DEFINED = /^\\[A-Za-z]+\*?\s*\{?\s*(\\?[A-Za-z]+|\\[^])/;

// `again()` reads the formula once more; `start` is where the author's text begins in what is read.
// Answers {at, macro}: an offset in the author's text, null where the place is in no text of the
// formula, and the macro in whose definition MathJax stopped.
function locate(again, source, start) {
  const frames = watched(again);
  if (!frames.length) return {at: null, macro: ''};
  const {at, macro} = frames.reduce(carried, null);
  if (at >= start) return {at: at - start, macro};
  return {at: null, macro: DEFINED.exec(source.slice(at))?.[1] ?? ''};
}

// The parsers that were at work when the formula was refused, innermost first.
function watched(again) {
  const {prototype} = MathJax._.input.tex.TexParser.default;
  const {Parse} = prototype;
  const frames = [];
  prototype.Parse = function () { parseWatched(this, frames); };
  try {
    again();
    return [];
  } catch {
    return frames;
  } finally {
    prototype.Parse = Parse;
  }
}

// MathJax's own loop, and the place of each token in the text the parser was given. A macro replaces
// what was read by its body, so what is left of the given text is always the tail of the string.
function parseWatched(parser, frames) {
  const frame = {given: parser.string, text: parser.string, tail: parser.string.length, began: 0, call: -1};
  try {
    while (parser.i < parser.string.length) {
      if (parser.string !== frame.text) expanded(frame, parser.string);
      frame.began = parser.i;
      const character = parser.getCodePoint();
      parser.i += character.length;
      parser.parse('character', [parser, character]);
    }
  } catch (error) {
    frame.read = parser.string === frame.text ? parser.i : frame.text.length;
    frames.push(frame);
    throw error;
  }
}

function expanded(frame, text) {
  const left = frame.text.length - frame.began;
  if (left <= frame.tail) frame.call = frame.given.length - left;
  frame.tail = Math.min(frame.tail, Math.max(left - 1, 0), commonTail(frame.text, text));
  frame.text = text;
}

// Length of the longest text with which both end.
function commonTail(one, other) {
  let [same, tried] = [0, Math.min(one.length, other.length)];
  while (same < tried) {
    const middle = Math.ceil((same + tried) / 2);
    if (one.endsWith(other.slice(other.length - middle))) same = middle;
    else tried = middle - 1;
  }
  return same;
}

// The place that an inner parser gave, in the text of the parser around it.
function carried(inner, frame) {
  const place = inner ? around(inner, frame) : frame.began;
  const left = frame.text.length - place;
  const macro = inner?.macro ?? '';
  if (left <= frame.tail) return {at: frame.given.length - left, macro, given: frame.given};
  return {...inCall(frame, place), given: frame.given};
}

// An argument was cut from the text just read; what MathJax composed itself is only like it.
function around({at, given}, frame) {
  const read = frame.text.slice(frame.began, frame.read);
  const found = given ? read.lastIndexOf(given) : -1;
  return frame.began + (found >= 0 ? found + at : Math.max(alike(read, given, at), 0));
}

// Inside a macro's body: the argument if the token comes from there, else the call of the macro.
function inCall({given, text, tail, call}, place) {
  const written = given.slice(call, given.length - tail);
  const name = tokenAt(written, 0);
  const found = alike(written.slice(name.length), text, place);
  return found < 0 ? {at: call, macro: name} : {at: call + name.length + found, macro: ''};
}

function tokenAt(text, position) {
  TOKEN.lastIndex = position;
  return TOKEN.exec(text)?.[0] ?? '';
}

// Where in `read` stands the token of text[place]: the one whose surroundings are most alike, -1 if
// none is alike, or two are equally so.
function alike(read, text, place) {
  const token = tokenAt(text, place);
  let [best, found] = [ALIKE - 1, -1];
  for (let position = 0, other; position < read.length; position += other.length) {
    other = tokenAt(read, position);
    const same = other === token ? context(read, position, text, place) : 0;
    if (same === best) found = -1;
    if (same > best) [best, found] = [same, position];
  }
  return found;
}

// How many characters on both sides are the same, the token's own among them.
function context(one, a, other, b) {
  let [after, before] = [0, 0];
  while (after < CONTEXT && a + after < one.length && one[a + after] === other[b + after]) after += 1;
  while (before < CONTEXT && before < a && one[a - 1 - before] === other[b - 1 - before]) before += 1;
  return after + before;
}

// ---- names ----

const WRONG = {
  UndefinedControlSequence: {kinds: ['macro', 'delimiter'], name: /(?<=\\)[^]+$/},
  UnknownEnv: {kinds: ['environment'], name: /(?<=').*(?=')/s},
};

// The commands or environments of MathJax nearest to the one that an error names.
function nearest(id, text, handlers) {
  const wrong = WRONG[id];
  const name = wrong?.name.exec(text)?.[0] ?? '';
  if (!name) return [];
  const ranked = [...known(wrong.kinds, handlers)].map((other) => [distance(name, other), other]);
  ranked.sort(([one, a], [other, b]) => one - other || (a < b ? -1 : 1));
  return ranked.slice(0, NEAR).map(([, other]) => other);
}

function known(kinds, handlers) {
  const names = new Set();
  for (const kind of kinds) {
    for (const {item: map} of handlers.get(kind)._configuration) {
      for (const key of map.map?.keys() ?? []) names.add(key.replace(/^\\/, ''));
    }
  }
  return names;
}

// Letters to change, add, leave out or exchange; a change of case counts for half.
function distance(one, other) {
  const width = other.length + 1;
  let [before, last] = [[], Array.from({length: width}, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column < width; column += 1) {
      const change = letter(one[row - 1], other[column - 1]);
      let least = Math.min(last[column - 1] + change, last[column] + 1, line[column - 1] + 1);
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        least = Math.min(least, before[column - 2] + 1);
      }
      line.push(least);
    }
    [before, last] = [last, line];
  }
  return last[width - 1];
}

function letter(one, other) {
  if (one === other) return 0;
  return one.toLowerCase() === other.toLowerCase() ? .5 : 1;
}
