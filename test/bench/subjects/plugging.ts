import { Undo } from '../../kit/undo.ts';
import { type BenchDevice, WAY } from '../device/bench-device.ts';
import { CardDevice } from '../device/card-device.ts';
import { HidDevice } from '../device/hid-device.ts';
import { startBridge } from '../peers/bench-bridge.ts';
import type { Row } from '../results.ts';
import { Series } from '../series.ts';
import type { BenchOptions, Subject } from './subject.ts';

const SUBJECT = 'Plugged in and out';
const OTHERS = ['libfido2', 'python3-fido2', 'ykman'];

async function measureDevice(device: BenchDevice, { runs }: BenchOptions): Promise<Row[]> {
  const client = startBridge(device);
  const place = { subject: SUBJECT, peer: 'Wardkey bridge', way: WAY[device.way], unit: 'ms' };
  const came = new Series({ ...place, what: 'a key comes: until it is read and told of' });
  const went = new Series({ ...place, what: 'it goes: until that is told' });
  try {
    await client.listed(({ devices }) => devices[0]?.key !== undefined);
    for (let run = 0; run < runs; run++) {
      await went.time(async () => {
        await device.remove();
        await client.listed(({ devices }) => devices.length === 0);
      });
      await came.time(async () => {
        await device.replace({ pin: '2468' });
        await client.listed(({ devices }) => devices[0]?.key !== undefined);
      });
    }
  } finally {
    await client.host.end();
  }
  return [came.row(), went.row()];
}

/** How soon the bridge tells of a key that comes, and of one that goes. */
export const plugging: Subject = {
  name: 'plugging',
  async measure(options) {
    options.say(SUBJECT);
    const undo = new Undo();
    try {
      const hid = await HidDevice.start({ pin: '2468' });
      undo.later(() => hid.close());
      const card = await CardDevice.start({ pin: '2468' });
      undo.later(() => card.close());
      const rows = [
        ...(await measureDevice(hid, options)),
        ...(await measureDevice(card, options)),
      ];
      const empty = 'does not watch for keys: a caller has to list them again and again';
      const what = 'a key comes: until it is read and told of';
      return [
        ...rows,
        ...OTHERS.map((peer) => ({ subject: SUBJECT, what, peer, way: '', unit: 'ms', empty })),
      ];
    } finally {
      await undo.run();
    }
  },
};
