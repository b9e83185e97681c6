type Child = Node | string;

/**
 * Builds one element. Data only ever becomes text nodes and attribute values, never markup.
 * @param attributes names as in HTML; an empty value sets a boolean attribute
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
