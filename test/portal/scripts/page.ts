// The page is there for a person only together with the handlers of its buttons.
const step = element('step', HTMLTemplateElement);
step.replaceWith(step.content);

/** What the server told this page's script. */
export function plan(): Readonly<Record<string, unknown>> {
  return JSON.parse(element('plan', HTMLScriptElement).text);
}

/** The element with an id; the page is broken without it. */
export function element<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`no element ${id}`);
  return found;
}

/** Sends JSON to the page's own host and gives back its JSON answer. */
export async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}
