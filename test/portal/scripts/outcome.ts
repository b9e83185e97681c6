import { element } from './page.ts';

/** How a ceremony stands; tests read it from `#outcome[data-state]`. */
export type OutcomeState = 'idle' | 'waiting' | 'verified' | 'refused' | 'failed';

/**
 * Shows how a ceremony stands.
 * @param errorName name of the exception that the page got, kept in `data-error`
 */
export function showOutcome(state: OutcomeState, text: string, errorName = ''): void {
  const outcome = element('outcome', HTMLElement);
  outcome.textContent = text;
  outcome.dataset['error'] = errorName;
  outcome.dataset['state'] = state;
}

/** Runs a ceremony and shows its outcome: verified or refused by the server, or failed here. */
export async function runCeremony(ceremony: () => Promise<boolean>): Promise<boolean> {
  showOutcome('waiting', 'Your device will open a security window.');
  try {
    const verified = await ceremony();
    showOutcome(verified ? 'verified' : 'refused', verified ? 'Done.' : "We couldn't verify you.");
    return verified;
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    showOutcome('failed', `We couldn't verify you. ${name}: ${message}`, name);
    return false;
  }
}
