/**
 * Makes the content of a place what it shall be, and leaves standing what is so already: so the
 * keyboard's focus, a press that is under way and the line that a screen reader is at outlive news of
 * something else. Of two nodes with the same `data-action`, the listeners must do the same.
 */
export function settle(place: Node, wanted: readonly Node[]): void {
  let next = place.firstChild;
  for (const node of wanted) {
    const standing = sameFrom(next, node);
    if (standing === null) {
      place.insertBefore(node, next);
      continue;
    }
    removeUpTo(standing, next);
    update(standing, node);
    next = standing.nextSibling;
  }
  removeUpTo(null, next);
}

/** The first of these siblings that stands for the same thing; what stands before it would go. */
function sameFrom(first: ChildNode | null, node: Node): ChildNode | null {
  const wanted = keyOf(node);
  let found = first;
  while (found !== null && keyOf(found) !== wanted) found = found.nextSibling;
  return found;
}

function keyOf(node: Node): string {
  if (!(node instanceof Element)) return node.nodeName;
  return `${node.nodeName} ${node.getAttribute('data-action') ?? node.getAttribute('class') ?? ''}`;
}

function removeUpTo(end: ChildNode | null, first: ChildNode | null): void {
  let next = first;
  while (next !== end && next !== null) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
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
