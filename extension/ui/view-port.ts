import * as v from '../../shared/schema/schema.ts';
import { browser } from '../platform/browser.ts';

/** How long the background may take to send the first view after a connect, in milliseconds. */
const FIRST_VIEW_MS = 5_000;

/** Pause before a new connect, so that a worker that dies at once is not woken in a tight loop. */
const RECONNECT_MS = 250;

export interface ViewEvents<T> {
  onView(view: T): void;
  /** The background sends no views, and nothing more is tried. Called at most once. */
  onLost(): void;
}

/**
 * Streams the views of one page from the background. A worker that stopped is asked once more for
 * each time that it had answered: the browser ends idle workers, and a connect wakes them.
 */
export function watchView<S extends v.GenericSchema>(
  name: string,
  schema: S,
  events: ViewEvents<v.InferOutput<S>>,
): void {
  const port = browser.runtime.connect({ name });
  let answered = false;
  const timer = setTimeout(lose, FIRST_VIEW_MS);

  port.onMessage.addListener((message) => {
    const view = v.safeParse(schema, message);
    if (!view.success) return;
    answered = true;
    clearTimeout(timer);
    events.onView(view.output);
  });
  port.onDisconnect.addListener(() => {
    if (answered) setTimeout(() => watchView(name, schema, events), RECONNECT_MS);
    else lose();
  });

  function lose(): void {
    if (answered) return;
    answered = true;
    clearTimeout(timer);
    events.onLost();
  }
}
