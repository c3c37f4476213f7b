// The one place where a part of MathJax gives way to a leaner one that does the same.
//
// Each is measured: bench/README.md. tests/math/test_corpus.py holds the bytes.
'use strict';

function makeLean() {
  flattenAttributes();
  forgetSources();
}

// MathJax makes each node's attributes the prototype of the next level, and V8 gives each such object
// a hidden class of its own: a quarter of all time. Here the defaults, the same for all nodes of a
// kind, are one object, and only inherited values look through to them.
function flattenAttributes() {
  const {Attributes} = MathJax._.core.MmlTree.Attributes;
  const {AbstractNode} = MathJax._.core.Tree.Node;
  const {AbstractMmlNode} = MathJax._.core.MmlTree.MmlNode;
  const shared = new Map();
  const through = (defaults, global) => {
    if (!shared.has(defaults)) shared.set(defaults, Object.assign(Object.create(global), defaults));
    return shared.get(defaults);
  };

  class FlatAttributes {
    constructor(defaults, global) {
      this.global = global;
      this.defaults = through(defaults, global);
      this.inherited = Object.create(this.defaults);
      this.attributes = {};
    }
    get(name) {
      const value = Object.hasOwn(this.attributes, name) ? this.attributes[name] : this.inherited[name];
      return value === '_inherit_' ? this.global[name] : value;
    }
    // for readers only: what is set, and behind it what is inherited
    getAllAttributes() {
      return Object.assign(Object.create(this.inherited), this.attributes);
    }
  }
  Object.setPrototypeOf(FlatAttributes.prototype, Attributes.prototype);

  // AbstractMmlNode's own constructor with the other attributes; its subclasses call it as theirs
  class FlatNode extends AbstractNode {
    constructor(factory, attributes = {}, children = []) {
      super(factory);
      this.prevClass = null;
      this.prevLevel = null;
      this.texclass = null;
      if (this.arity < 0) {
        this.childNodes = [factory.create('inferredMrow')];
        this.childNodes[0].parent = this;
      }
      this.setChildren(children);
      const {defaults} = factory.getNodeClass(this.kind);
      this.attributes = new FlatAttributes(defaults, factory.getNodeClass('math').defaults);
      this.attributes.setList(attributes);
    }
  }
  for (const given of MathJax.startup.input[0].mmlFactory.nodeMap.values()) {
    for (let type = given; type && type !== AbstractMmlNode; type = Object.getPrototypeOf(type)) {
      if (Object.getPrototypeOf(type) === AbstractMmlNode) Object.setPrototypeOf(type, FlatNode);
    }
  }
}

// MathJax notes at each node from which TeX it came; the page never shows it.
function forgetSources() {
  MathJax._.input.tex.TexParser.default.prototype.updateResult = () => {};
}
