import { expect } from 'vitest';
import { NfcCtap } from '../../../../bridge/transport/nfcctap.ts';
import type { ExchangeOptions, KeepaliveStatus } from '../../../../bridge/transport/transport.ts';

export const SELECT = '00a4040008a0000006472f000100';
/** Without its Le. */
export const GET_INFO = '801080000104';
export const never = new AbortController().signal;

/** Replays a transcript: each command that is expected, and what the card says to it. */
export function replay(...transcript: readonly (readonly [string, string])[]) {
  const sent: string[] = [];
  const ctap = new NfcCtap(async (apdu) => {
    const command = Buffer.from(apdu).toString('hex');
    const [expected, answer] = transcript[sent.length] ?? ['nothing more', ''];
    sent.push(command);
    expect(command).toBe(expected);
    return Buffer.from(answer, 'hex');
  });
  const keepalives: KeepaliveStatus[] = [];
  const options: ExchangeOptions = {
    signal: never,
    onKeepalive: (status) => keepalives.push(status),
  };
  const exchange = async (message: string): Promise<string> => {
    const answer = await ctap.exchange(Buffer.from(message, 'hex'), options);
    expect(sent).toHaveLength(transcript.length);
    return Buffer.from(answer).toString('hex');
  };
  return { ctap, exchange, keepalives, options, sent };
}

export const selected = [SELECT, '4649444f5f325f309000'] as const;
