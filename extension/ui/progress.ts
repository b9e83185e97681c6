import { element } from './dom.ts';

/** A bar for work whose end nobody knows, with the sentence that says what is being done. */
export function progress(text: string): HTMLElement {
  return element(
    'div',
    { class: 'progress' },
    element('div', { class: 'progress-bar', role: 'progressbar', 'aria-label': text }),
    element('p', { role: 'status' }, text),
  );
}
