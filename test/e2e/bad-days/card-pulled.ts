import { expect } from 'vitest';
import {
  type InterruptedCard,
  outcomeOf,
  type Page,
  type VirtualKey,
  type VirtualReader,
  type Wardkey,
} from 'wardkey/testing';
import { isBrowsersOwn } from './proxy-state.ts';
import { expectTold } from './told.ts';

const FIDO = 'https://login.microsoft.com/common/fido';
const PIN_TRIES = 8;

/** A browser with a card on a reader that can be pulled at any of its commands. */
export interface CardStage {
  readonly wardkey: Wardkey;
  readonly page: Page;
  readonly reader: VirtualReader;
  readonly key: VirtualKey;
  /** Around the key. */
  readonly card: InterruptedCard;
}

/** A ceremony of the portal. */
export interface PortalCeremony {
  readonly kind: 'create' | 'get';
  /** Of the key, where it has one. */
  readonly pin?: string;
}

/** The first of many, so that all names have one length, and all commands one number of pieces. */
let accounts = 100;

/** Opens the portal's page for a ceremony, and chooses Wardkey for it. */
async function choose({ wardkey, page }: CardStage, { kind }: PortalCeremony): Promise<void> {
  // Each time another account: a key is not registered again for one that knows it.
  accounts += 1;
  const account = kind === 'create' ? `?login_hint=person-${accounts}@nhs.net` : '';
  await page.goto(`${FIDO}/${kind}${account}`);
  await wardkey.chooseSignIn(page);
  // The choice closes the one of the last ceremony.
  await wardkey.noSignInWindow();
}

/** Presses the page's button, and types the PIN if it is asked for before everything is over. */
async function press({ wardkey, page }: CardStage, { pin }: PortalCeremony): Promise<void> {
  await page.click('#idSIButton9');
  if (pin === undefined) return;
  const window = await wardkey.signInWindow();
  await window.waitForSelector('#pin:enabled, .explanation');
  if (await window.$('#pin')) await wardkey.enterPin(pin);
}

async function expectSuccess(stage: CardStage, ceremony: PortalCeremony): Promise<void> {
  await press(stage, ceremony);
  if (ceremony.kind === 'create') await stage.page.waitForSelector('#added');
  else expect(await outcomeOf(stage.page)).toEqual({ state: 'verified', error: '' });
}

/** Runs a ceremony that nobody disturbs. */
export async function expectUndisturbed(stage: CardStage, ceremony: PortalCeremony): Promise<void> {
  await choose(stage, ceremony);
  stage.card.arm(0);
  await expectSuccess(stage, ceremony);
}

/** Whether the page has what it wanted. While it goes on to its next view, nobody can tell. */
async function hasSucceeded({ page }: CardStage): Promise<boolean> {
  const done = await page.$('#added, #outcome[data-state=verified]').catch(() => null);
  return done !== null;
}

/**
 * Pulls the card at the nth APDU of a ceremony. Sees that the page gets its exception and the
 * person the reason, that no PIN try is lost, and that "Try again" works with the card put back.
 * @returns whether the card was pulled; not where the ceremony was over with fewer APDUs, and well:
 *   how many it takes depends on whether the card had to be selected anew while a PIN was typed
 */
export async function expectPullTold(
  stage: CardStage,
  ceremony: PortalCeremony,
  nth: number,
): Promise<boolean> {
  const { wardkey, page, reader, key, card } = stage;
  await choose(stage, ceremony);
  card.arm(nth, 'before', () => reader.remove());
  await press(stage, ceremony);
  await expect.poll(async () => card.count >= nth || (await hasSucceeded(stage))).toBe(true);
  if (card.count < nth) return false;
  expect(await outcomeOf(page)).toEqual({ state: 'failed', error: 'NotAllowedError' });
  expect(card.count).toBe(nth);
  const window = await wardkey.signInWindow();
  await expectTold(window, 'device-removed');
  expect(await isBrowsersOwn(page)).toBe(true);
  expect(key.pinTriesLeft).toBe(PIN_TRIES);

  card.arm(0);
  reader.insert(card);
  await window.click('[data-action=try-again]');
  await wardkey.noSignInWindow();
  await expectSuccess(stage, ceremony);
  return true;
}
