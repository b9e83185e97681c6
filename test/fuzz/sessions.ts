import { CtapHid } from '../../bridge/transport/ctaphid/ctaphid.ts';
import { NfcCtap } from '../../bridge/transport/nfcctap.ts';
import type { ExchangeOptions } from '../../bridge/transport/transport.ts';
import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import { inVirtualTime } from './virtual-time.ts';

/** What a device does next in a session with us; each has a length and that much data behind it. */
const STEP = {
  /** Sends a report on our channel: all but the channel. INIT gets our nonce put in. */
  ours: 0,
  /** Sends a report of whatever channel. */
  raw: 1,
  /** Says no more until the next report from us. */
  wait: 2,
  /** Not the device: the person gives up. */
  cancel: 3,
} as const;

const REPORT_BYTES = 64;
const INIT = 0x86;
/** Four reports, so that a device can say something in between. */
const LONG_MESSAGE = Uint8Array.from({ length: 200 }, (_value, index) => (index === 0 ? 1 : index));
/** A chain of commands. */
const CHAINED_MESSAGE = Uint8Array.from({ length: 600 }, (_value, index) =>
  index === 0 ? 1 : index,
);
/** More than the longest ceremony of a device that is busy for as long as it may. */
const MOST_SENT = 2_000;

interface Step {
  readonly kind: number;
  readonly data: Uint8Array;
}

function* steps(bytes: Uint8Array): Generator<Step> {
  for (let at = 0; at + 1 < bytes.length; ) {
    const length = bytes[at + 1] ?? 0;
    yield { kind: (bytes[at] ?? 0) & 3, data: bytes.subarray(at + 2, at + 2 + length) };
    at += 2 + length;
  }
}

/** Tries one thing after another; what a device did wrong before must not keep the next from ending. */
async function tryEach(attempts: readonly (() => Promise<unknown>)[]): Promise<void> {
  let first: WardkeyError | undefined;
  for (const attempt of attempts) {
    try {
      await attempt();
    } catch (error) {
      if (!(error instanceof WardkeyError) || error.code === 'internal') throw error;
      first ??= error;
    }
  }
  if (first !== undefined) throw first;
}

function limited(what: string): () => void {
  let count = 0;
  return () => {
    count += 1;
    if (count > MOST_SENT) throw new Error(`${what} without end`);
  };
}

/** A whole session over CTAPHID with a device that does what the bytes say, whatever we send. */
export function hidSession(bytes: Uint8Array): Promise<void> {
  const script = steps(bytes);
  let cancel = new AbortController();
  const count = limited('reports');
  const answer = (ctap: CtapHid, sent: Uint8Array): void => {
    for (let next = script.next(); !next.done; next = script.next()) {
      const { kind, data } = next.value;
      if (kind === STEP.wait) return;
      if (kind === STEP.cancel) cancel.abort(new WardkeyError('ceremony-cancelled'));
      if (kind === STEP.raw) ctap.receive(data);
      if (kind === STEP.ours) ctap.receive(ownReport(data, sent));
    }
  };
  const ctap: CtapHid = new CtapHid({
    inputBytes: REPORT_BYTES,
    outputBytes: REPORT_BYTES,
    write: async (report) => {
      count();
      answer(ctap, report);
    },
  });
  const options = (): ExchangeOptions => {
    cancel = new AbortController();
    return { signal: cancel.signal, onKeepalive: () => {} };
  };
  return inVirtualTime(() =>
    tryEach([
      () => ctap.open(options().signal),
      () => ctap.cbor(LONG_MESSAGE, options()),
      () => ctap.cbor(Uint8Array.of(0x04), options()),
      () => ctap.msg(Uint8Array.of(0, 3, 0, 0, 0, 0, 0), options().signal),
    ]),
  );
}

/** A report on the channel of the last one from us. */
function ownReport(data: Uint8Array, sent: Uint8Array): Uint8Array {
  const report = new Uint8Array(REPORT_BYTES);
  report.set(sent.subarray(0, 4));
  report.set(data.subarray(0, REPORT_BYTES - 4), 4);
  if (report[4] === INIT) report.set(sent.subarray(7, 15), 7);
  return report;
}

/** A whole session over NFCCTAP with a card that answers what the bytes say, whatever it is sent. */
export function cardSession(bytes: Uint8Array): Promise<void> {
  const script = steps(bytes);
  let cancel = new AbortController();
  const count = limited('commands');
  const ctap = new NfcCtap(async () => {
    count();
    for (let next = script.next(); !next.done; next = script.next()) {
      const { kind, data } = next.value;
      if (kind !== STEP.cancel) return data;
      cancel.abort(new WardkeyError('ceremony-cancelled'));
    }
    throw new WardkeyError('device-mute');
  });
  const options = (once = false): ExchangeOptions => {
    cancel = new AbortController();
    return { signal: cancel.signal, onKeepalive: () => {}, once };
  };
  return inVirtualTime(() =>
    tryEach([
      () => ctap.select(options().signal),
      () => ctap.exchange(CHAINED_MESSAGE, options()),
      () => ctap.exchange(Uint8Array.of(0x04), options()),
      () => ctap.exchange(Uint8Array.of(0x04), options(true)),
      () => ctap.u2f({ ins: 3, p1: 0, data: new Uint8Array() }, options().signal),
      () => ctap.end(options().signal),
    ]),
  );
}

function step(kind: number, hex = ''): Uint8Array {
  const data = Buffer.from(hex, 'hex');
  return Uint8Array.of(kind, data.length, ...data);
}

const waits = (count: number) => Array.from({ length: count }, () => step(STEP.wait));
const own = (hex: string): Uint8Array => step(STEP.ours, hex);
const OPENED = [own(`860011${'00'.repeat(8)}00220002020502010500`), ...waits(1)];
const UP_NEEDED = own('bb000102');
const ANSWERED = [own('90000400a10308'), ...waits(1)];
const U2F_ANSWERED = [own('8300085532465f56329000'), ...waits(1)];

/** Sessions that end well, and some in which a device is busy, slow, of several parts, or cancelled. */
export const hidSessionSamples: readonly Uint8Array[] = [
  [...OPENED, ...waits(3), UP_NEEDED, ...ANSWERED, ...ANSWERED, ...U2F_ANSWERED],
  [
    ...OPENED,
    ...waits(3),
    own(`90005000${'aa'.repeat(56)}`),
    step(STEP.raw, `0099000990000100${'00'.repeat(56)}`),
    own(`00${'bb'.repeat(59)}`),
    ...waits(1),
    own('bf000106'),
    ...waits(1),
    ...ANSWERED,
    ...U2F_ANSWERED,
  ],
  [
    ...OPENED,
    ...waits(3),
    UP_NEEDED,
    step(STEP.cancel),
    ...waits(1),
    own('9000012d'),
    ...waits(1),
    own('bf00010b'),
    ...waits(1),
    ...OPENED,
    ...ANSWERED,
    ...U2F_ANSWERED,
  ],
].map((parts) => Buffer.concat(parts));

/** The same with a card: chained, polled, in pieces, with another applet selected, and cancelled. */
export const cardSessionSamples: readonly Uint8Array[] = [
  '4649444f5f325f309000 9000 9000 029100 00a16101 019000 00a09000 009000 5532465f56329000 9000',
  '4649444f5f325f309000 9000 9000 6b00 9000 9000 009000 6d00 9000 00a09000 009000 9000 9000',
  '4649444f5f325f309000 6884 00a09000 009000 6f31 5532465f56329000 9000',
  '4649444f5f325f309000 9000 9000 029100 cancel 029100 2d9000 9000 009000 9000 009000 9000',
].map((answers) =>
  Buffer.concat(
    answers.split(' ').map((hex) => (hex === 'cancel' ? step(STEP.cancel) : step(STEP.raw, hex))),
  ),
);
