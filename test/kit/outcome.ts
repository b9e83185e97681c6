import type { Frame, Page } from 'puppeteer';

/** How a ceremony on a page of the practice portal ended. */
export interface Outcome {
  /** By the portal's relying party, or `failed` when the browser gave the page an exception. */
  readonly state: 'verified' | 'refused' | 'failed';
  /** Name of that exception, otherwise empty. */
  readonly error: string;
}

/** Waits until a ceremony on a page, or in a frame, of the practice portal has ended. */
export async function outcomeOf(where: Page | Frame): Promise<Outcome> {
  const shown = await where.waitForSelector('#outcome:not([data-state=idle],[data-state=waiting])');
  if (!shown) throw new Error('the page shows no outcome');
  const { state, error } = await shown.evaluate((element) => ({
    ...(element as HTMLElement).dataset,
  }));
  if (state !== 'verified' && state !== 'refused' && state !== 'failed') {
    throw new Error(`the page shows an unknown outcome: ${state}`);
  }
  return { state, error: error ?? '' };
}
