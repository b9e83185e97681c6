import { randomBytes } from 'node:crypto';
import { sayInTerminal } from '../../../shared/words/command-line-words.ts';
import { identify } from '../../ctap/identify.ts';
import type { HeldKey } from '../../webauthn/held-key.ts';
import type { Command } from '../context.ts';
import { onKey } from '../on-key.ts';
import { deviceJson, show } from '../show.ts';
import { wrongValue } from '../wrong-value.ts';

const MOST_ROUNDS = 1_000;
/** What CTAPHID carries in reports of 64 bytes (CTAP 2.1 §11.2.4). */
const MOST_BYTES = 7_609;

/**
 * `wardkey key ping`: how soon, and how surely, a key answers. Over USB by PING, which the key sends
 * back as it is (CTAP 2.1 §11.2.9.1.4); a card knows no such thing, and is asked what it is.
 */
export const keyPing: Command = async (context) => {
  const { input, language } = context;
  const rounds = wholeNumber(input.text('count') ?? '10', MOST_ROUNDS);
  const bytes = wholeNumber(input.text('bytes') ?? '64', MOST_BYTES);
  return onKey(context, async ({ key, device }) => {
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const begin = performance.now();
      await askOnce(key, bytes);
      took.push(performance.now() - begin);
    }
    took.sort((a, b) => a - b);
    const at = (share: number): number => rounded(took[Math.floor(share * (rounds - 1))] ?? 0);
    const milliseconds = { least: at(0), median: at(0.5), most: at(1) };
    const way = key.channel.ping === undefined ? 'getInfo' : 'ping';
    const result = { device: deviceJson(device), way, rounds, milliseconds };
    return show(context, { ...result, ...(way === 'ping' && { bytes }) }, () => [
      sayInTerminal(language, 'cli.pinged', { name: device.name, count: rounds, ...milliseconds }),
    ]);
  });
};

async function askOnce({ channel, signal }: HeldKey, bytes: number): Promise<void> {
  if (channel.ping === undefined) await identify(channel, { signal });
  else await channel.ping(randomBytes(bytes), signal);
}

/** @throws WardkeyError `usage` */
function wholeNumber(typed: string, most: number): number {
  const number = Number(typed);
  if (!/^\d{1,4}$/.test(typed) || number < 1 || number > most) {
    throw wrongValue(typed, [`1–${most}`]);
  }
  return number;
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
