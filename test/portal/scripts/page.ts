// A page is there for a person only together with the handlers of its buttons: they are given to
// its views before the first one is shown.

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

/** Shows a view in the place of the one before; the address stays. Without a name: the first one. */
export function show(name?: string): void {
  const wanted = name === undefined ? '' : `="${name}"`;
  const template = document.querySelector(`template[data-view${wanted}]`);
  if (!(template instanceof HTMLTemplateElement)) throw new Error(`no view ${name}`);
  const view = element('view', HTMLElement);
  view.replaceChildren(template.content.cloneNode(true));
  namePage(template.dataset['pageId'] ?? '');
  view.querySelector<HTMLElement>('input, .choice')?.focus();
}

/** Does something whenever an element that a selector means is clicked, in whatever view. */
export function onClick(selector: string, act: (element: HTMLElement) => unknown): void {
  element('view', HTMLElement).addEventListener('click', (event) => {
    const found = event.target instanceof Element ? event.target.closest(selector) : null;
    if (!(found instanceof HTMLElement)) return;
    event.preventDefault();
    act(found);
  });
}

/** Does something whenever a form that a selector means is sent, in whatever view. */
export function onSubmit(selector: string, act: (form: HTMLFormElement) => unknown): void {
  element('view', HTMLElement).addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches(selector)) return;
    event.preventDefault();
    act(event.target);
  });
}

/** What stands in an input. */
export function typed(id: string): string {
  return element(id, HTMLInputElement).value;
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

/** How often a page asks whether something has happened elsewhere, in milliseconds. */
const LOOK_MS = 150;

/** Asks, once after the other, until an answer is one to go on with. */
export async function until<T>(ask: () => Promise<T>, goesOn: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (goesOn(answer)) return answer;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** How a request on the phone has ended. @param path where the page's host tells it */
export async function phoneAnswer(path: string): Promise<string> {
  const { state } = await until(
    () => post<{ state: string }>(path, {}),
    (answer) => answer.state !== 'waiting',
  );
  return state;
}

/** Entra's pages name themselves in a meta element, anew with every view. */
function namePage(pageId: string): void {
  const known = document.querySelector('meta[name=PageID]');
  if (pageId === '') {
    known?.remove();
    return;
  }
  const meta = known ?? document.head.appendChild(document.createElement('meta'));
  meta.setAttribute('name', 'PageID');
  meta.setAttribute('content', pageId);
}
