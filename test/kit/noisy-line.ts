// Stands between the browser and a bridge, and spoils one message of the browser:
//   node noisy-line.ts NOISE BRIDGE [what the browser adds]
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { frame } from '../../bridge/host/frame.ts';
import { FrameReader } from '../../bridge/host/frame-reader.ts';

/**
 * What reaches the bridge in the place of the browser's hello; with `-later`, in the place of the
 * page's request.
 */
export type Noise =
  /** Bytes that are no frame. */
  | 'raw'
  | 'raw-later'
  /** A frame of bytes that are no JSON. */
  | 'no-json'
  | 'no-json-later'
  /** A frame of JSON that is no request. */
  | 'no-request'
  /** Half of a frame, and then the end. */
  | 'cut'
  | 'cut-later';

const [noise = '', program = '', ...args] = process.argv.slice(2);
const [, how = '', later] = /^(.*?)(-later)?$/.exec(noise) ?? [];
const spoilt = later === undefined ? '"hello"' : '"webauthn.';

const bridge = spawn(program, args, { stdio: ['pipe', 'inherit', 'inherit'] });
bridge.on('exit', () => process.exit(0));
// It ends when it likes, also in the middle of what it is told.
bridge.stdin.on('error', () => {});

function spoil(framed: Buffer): void {
  switch (how) {
    case 'raw':
      bridge.stdin.write(Buffer.alloc(65_536, 0xee));
      return;
    case 'no-json':
      bridge.stdin.write(framed.fill(0xee, 4));
      return;
    case 'no-request':
      bridge.stdin.write(frame([]) ?? framed);
      return;
    case 'cut':
      bridge.stdin.end(framed.subarray(0, framed.length / 2));
  }
}

const reader = new FrameReader({
  onMessage: (message) => {
    const text = Buffer.from(message).toString();
    const framed = Buffer.from(frame(JSON.parse(text)) ?? []);
    if (text.includes(`"method":${spoilt}`)) spoil(framed);
    else bridge.stdin.write(framed);
  },
  onTooLarge: () => {},
  onBroken: () => {},
});
process.stdin.on('data', (chunk: Buffer) => reader.push(chunk));
process.stdin.on('end', () => bridge.stdin.end());
