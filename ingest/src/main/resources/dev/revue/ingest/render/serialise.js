// The document as it stands, as HTML: {html}, or {length} where it is longer than `most`
// characters. Open shadow roots stand where they are shown. Run in a world of its own, which the
// page's scripts cannot change.
(most => {
  const shown = node => {
    if (node.shadowRoot) {
      const rest = [...node.childNodes].filter(child => !child.assignedSlot);
      return [...node.shadowRoot.childNodes, ...rest];
    }
    const slotted = node.localName === 'slot' && node.assignedNodes ? node.assignedNodes() : [];
    return slotted.length ? slotted : node.childNodes;
  };
  // Elements of a document without a window do nothing when they are made.
  const inert = document.implementation.createHTMLDocument('');
  const copy = node => {
    if (node.localName === 'template') return inert.importNode(node, true);
    const made = inert.importNode(node, false);
    for (const child of shown(node)) made.appendChild(copy(child));
    return made;
  };
  let root = document.documentElement;
  if (!root) return {html: ''};
  if ([...document.querySelectorAll('*')].some(element => element.shadowRoot)) {
    try {
      root = copy(root);
    } catch (e) {
      root = document.documentElement; // nested deeper than the stack
    }
  }
  const type = document.doctype ? new XMLSerializer().serializeToString(document.doctype) : '';
  const html = type + root.outerHTML;
  return html.length > most ? {length: html.length} : {html: html.toWellFormed()};
})
