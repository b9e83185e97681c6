/**
 * Makes the content of a place what it shall be, and leaves standing what is so already: so the
 * keyboard's focus, a press that is under way and the line that a screen reader is at outlive news of
 * something else, also where the order is another. Of two nodes with the same `data-action`, the
 * listeners must do the same.
 */
export function settle(place: Node, wanted: readonly Node[]): void {
  const standing = [...place.childNodes];
  const nodes = wanted.map((node) => {
    const key = keyOf(node);
    const found = standing.find((one) => keyOf(one) === key);
    if (found === undefined) return node;
    standing.splice(standing.indexOf(found), 1);
    update(found, node);
    return found;
  });
  for (const gone of standing) gone.remove();
  arrange(place, nodes);
}

/** Puts what a place has, and what it shall have besides, in order around what has the focus. */
function arrange(place: Node, nodes: readonly Node[]): void {
  const active = activeIn(place);
  let next = place.firstChild;
  for (const node of nodes) {
    // An element that is moved loses the focus: what stands before it goes behind, to be put later.
    while (next !== null && next !== node && active !== null && node.contains(active)) {
      const after: ChildNode | null = next.nextSibling;
      place.appendChild(next);
      next = after;
    }
    if (next === node) next = next.nextSibling;
    else place.insertBefore(node, next);
  }
}

function activeIn(place: Node): Element | null {
  const root = place.getRootNode();
  return root instanceof Document || root instanceof ShadowRoot ? root.activeElement : null;
}

function keyOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  return `${node.nodeName} ${node.getAttribute('data-action') ?? node.getAttribute('class') ?? ''}`;
}

function update(standing: Node, wanted: Node): void {
  if (standing.isEqualNode(wanted)) return;
  if (standing instanceof Element && wanted instanceof Element) {
    for (const { name } of [...standing.attributes]) {
      if (!wanted.hasAttribute(name)) standing.removeAttribute(name);
    }
    for (const { name, value } of wanted.attributes) {
      if (standing.getAttribute(name) !== value) standing.setAttribute(name, value);
    }
    settle(standing, [...wanted.childNodes]);
  } else {
    standing.nodeValue = wanted.nodeValue;
  }
}
