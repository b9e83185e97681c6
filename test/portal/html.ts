/** Attributes of an element; `true` stands for one without a value. */
export type Attributes = Readonly<Record<string, string | true>>;

export interface HtmlElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly HtmlNode[];
}

/** A piece of a page: an element, or text as a person reads it. */
export type HtmlNode = HtmlElement | string;

/** Elements without an end tag (HTML §13.1.2) that the pages use. */
const VOID = new Set(['br', 'img', 'input', 'link', 'meta']);

/** An element with its children. */
export function el(tag: string, attributes: Attributes, ...children: HtmlNode[]): HtmlElement {
  return { tag, attributes, children };
}

/** Text made safe for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The nodes as HTML. */
export function render(nodes: readonly HtmlNode[]): string {
  return nodes.map(renderNode).join('');
}

function renderNode(node: HtmlNode): string {
  if (typeof node === 'string') return escapeHtml(node);
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeHtml(value)}"`))
    .join('');
  const start = `<${node.tag}${attributes}>`;
  return VOID.has(node.tag) ? start : `${start}${render(node.children)}</${node.tag}>`;
}

/** The nodes with every element, inner ones first, put through a change. */
export function mapElements(
  nodes: readonly HtmlNode[],
  change: (element: HtmlElement) => HtmlElement,
): readonly HtmlNode[] {
  return nodes.map((node) =>
    typeof node === 'string'
      ? node
      : change({ ...node, children: mapElements(node.children, change) }),
  );
}

/** All elements, outer ones first. */
export function elementsOf(nodes: readonly HtmlNode[]): HtmlElement[] {
  return nodes.flatMap((node) =>
    typeof node === 'string' ? [] : [node, ...elementsOf(node.children)],
  );
}

/** What a person reads, pieces divided by spaces; labels of submit inputs belong to it. */
export function textOf(nodes: readonly HtmlNode[]): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node;
      const label = node.attributes['type'] === 'submit' ? node.attributes['value'] : undefined;
      return typeof label === 'string' ? label : textOf(node.children);
    })
    .join(' ');
}
