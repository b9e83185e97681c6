import { createInterface } from 'node:readline';
import { systemPcscLibrary } from '../../../bridge/transport/pcsc/koffi-pcsc-library.ts';

// The program of other-program.ts: connects to the card in the reader that its argument names, and
// does what it reads, a line each, until its input ends.

const [, , reader = ''] = process.argv;
const context = await systemPcscLibrary().establishContext();
const card = await context.connect(reader);
const acts: Readonly<Record<string, () => Promise<unknown>>> = {
  begin: () => card.beginTransaction(),
  end: () => card.endTransaction('leave'),
  reset: () => card.reconnect('reset'),
  'select-other': () => card.transmit(Buffer.from('00a4040009a00000030800001000', 'hex')),
};
console.log('connected');
for await (const line of createInterface(process.stdin)) {
  await acts[line]?.();
  console.log(line);
}
await card.disconnect('leave');
await context.release();
