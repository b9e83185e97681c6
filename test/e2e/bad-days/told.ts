import { expect } from 'vitest';
import { type ErrorCode, type ErrorFacts, explain, type Page } from 'wardkey/testing';

/** How long a page of the extension may take to tell a person what happened, in milliseconds. */
const PATIENCE_MS = 30_000;

/**
 * Sees that the sign-in window or the popup tells a person of a code: what happened and what to do
 * next, as an alert or in its place.
 */
export async function expectTold(
  window: Page,
  code: ErrorCode,
  facts: ErrorFacts = {},
): Promise<void> {
  const told = await window.waitForSelector(`.explanation[data-code="${code}"]`, {
    timeout: PATIENCE_MS,
  });
  const text = await told?.evaluate((element) => element.textContent);
  const { says, next } = explain('en', code, facts);
  expect(text).toContain(says);
  expect(text).toContain(next);
}

/** Sees that the sign-in window says, beside the PIN field, why a PIN was not taken. */
export async function expectPinTrouble(
  window: Page,
  code: ErrorCode,
  facts: ErrorFacts = {},
): Promise<void> {
  const { says, next } = explain('en', code, facts);
  await window.waitForFunction(
    (...sentences) => {
      const text = document.querySelector('.stage .alert')?.textContent ?? '';
      return sentences.every((sentence) => text.includes(sentence));
    },
    { timeout: PATIENCE_MS },
    says,
    next,
  );
}
