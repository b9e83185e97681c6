/**
 * Runs in the page: how it is built, for a report. It takes names that developers gave, and no text,
 * no value, no address.
 */
export function structureOfPage(): unknown {
  const MOST = 60;
  const nameOf = (element: Element, attribute: string): string | null =>
    element.getAttribute(attribute);
  const elements = [
    ...document.querySelectorAll(
      'input, select, button, form, [role=dialog], [role=heading], h1, h2, h3, [data-test-cred-id], [data-value], a[id]',
    ),
  ].slice(0, MOST);
  return {
    language: document.documentElement.lang,
    pageId: document.querySelector('meta[name=PageID]')?.getAttribute('content') ?? '',
    frames: document.querySelectorAll('iframe').length,
    elements: elements.map((element) => ({
      tag: element.localName,
      type: nameOf(element, 'type'),
      role: nameOf(element, 'role'),
      id: nameOf(element, 'id'),
      name: nameOf(element, 'name'),
      isVisible: element.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
    })),
  };
}
