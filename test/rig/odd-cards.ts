import type { VirtualCard } from '../virtual/card.ts';

const SELECT = 0xa4;
const MESSAGE = 0x10;
const POLL = 0x11;

/** A card whose every answer another card may change. */
function over(card: VirtualCard, transmit: VirtualCard['transmit']): VirtualCard {
  return { atr: card.atr, reset: () => card.reset(), transmit };
}

/**
 * A card of T=0, to the letter (ISO/IEC 7816-3 §10.3 and §12.2): a command that brings data takes no
 * Le and is answered by GET RESPONSE; one whose Le is not the length of its answer is told the right
 * one.
 */
export function strictT0(card: VirtualCard): VirtualCard {
  let unsent: Uint8Array = new Uint8Array();
  let held: { readonly command: string; readonly answer: Uint8Array } | null = null;
  return over(card, async (apdu, signal) => {
    const [, ins, , , p3 = 0] = apdu;
    if (apdu.length > 5) {
      if (p3 === 0 || apdu.length !== 5 + p3) return Uint8Array.of(0x67, 0x00);
      const answer = await card.transmit(apdu, signal);
      unsent = answer.length > 2 ? answer : new Uint8Array();
      return unsent.length > 2 ? moreData(unsent) : answer;
    }
    if (ins === 0xc0 && unsent.length > 0) {
      const piece = unsent.subarray(0, Math.min(p3 || 256, unsent.length - 2));
      const rest = unsent.subarray(piece.length);
      unsent = rest.length > 2 ? rest : new Uint8Array();
      return Buffer.concat([piece, unsent.length > 2 ? moreData(unsent) : rest]);
    }
    const command = apdu.subarray(0, 4).toString();
    const answer = held?.command === command ? held.answer : await card.transmit(apdu, signal);
    const length = answer.length - 2;
    const fits = length === 0 || length === (p3 || 256);
    held = fits ? null : { command, answer };
    return fits ? answer : Uint8Array.of(0x6c, length);
  });
}

/** 61xx: how much of an answer is there to be fetched, its status word not counted. */
function moreData(answer: Uint8Array): Uint8Array {
  const length = answer.length - 2;
  return Uint8Array.of(0x61, length >= 256 ? 0 : length);
}

/** Messages that come through before another program selects its own applet again. */
const UNDISTURBED = 3;

/** Another program selects its own applet time and again, by a reset that keeps the power. */
export function oftenDeselected(card: VirtualCard, statusWord: number): VirtualCard {
  let undisturbed = 0;
  return over(card, async (apdu, signal) => {
    const starts = apdu[1] === MESSAGE && (apdu[0] ?? 0) === 0x80;
    if (starts && undisturbed === 0) return wordOf(statusWord);
    if (apdu[1] === SELECT) undisturbed = UNDISTURBED;
    else if (starts) undisturbed -= 1;
    return card.transmit(apdu, signal);
  });
}

/**
 * Another program selects its own applet right before the first message that `when` knows, and the
 * card makes a new key agreement at each SELECT.
 */
export function deselectedBefore(
  card: VirtualCard,
  when: (apdu: Uint8Array) => boolean,
  onSelect: () => void,
): VirtualCard {
  let disturbed = false;
  return over(card, async (apdu, signal) => {
    if (apdu[1] === SELECT) onSelect();
    if (disturbed || !when(apdu)) return card.transmit(apdu, signal);
    disturbed = true;
    return wordOf(0x6d00);
  });
}

/** Does what each message says that `when` knows, and then answers with this status word alone. */
export function doneButRefused(
  card: VirtualCard,
  when: (apdu: Uint8Array) => boolean,
  statusWord: number,
): VirtualCard {
  return over(card, async (apdu, signal) => {
    const answer = await card.transmit(apdu, signal);
    return when(apdu) ? wordOf(statusWord) : answer;
  });
}

function wordOf(statusWord: number): Uint8Array {
  return Uint8Array.of(statusWord >> 8, statusWord & 0xff);
}

/** Says once that it is busy before the answer to any command, also where it is not. */
export function busyFirst(card: VirtualCard): VirtualCard {
  let held: Uint8Array | null = null;
  return over(card, async (apdu, signal) => {
    if (apdu[1] === MESSAGE && apdu[0] === 0x80) {
      held = await card.transmit(apdu, signal);
      return Uint8Array.of(0x01, 0x91, 0x00);
    }
    const answer = apdu[1] === POLL ? held : null;
    held = null;
    return answer ?? card.transmit(apdu, signal);
  });
}
