import type { VirtualKeyOptions } from '../virtual/key-options.ts';
import { inDays } from '../virtual/piv-card/practice-keys.ts';
import { VirtualKey } from '../virtual/virtual-key.ts';
import { datedCard } from './card-faults.ts';
import type { Oddity } from './fault.ts';
import { plugKey, putCard } from './healthy-machine.ts';
import { NHS_PROGRAM_ODDITIES } from './nhs-program-faults.ts';
import { TOKEN_ODDITIES } from './token-faults.ts';

const PIN = '4321';
const KEY = { part: 'key', wanted: 'key' } as const;
const CARD = { part: 'card', wanted: 'card' } as const;
/** Members of getInfo (CTAP 2.1 §6.4). */
const REMAINING = 0x14;
const FIRMWARE = 0x0e;

function key(options: VirtualKeyOptions): Oddity['break'] {
  return (machine) => void plugKey(machine, { pin: PIN, ...options });
}

/** What is good to know of a machine on which a sign-in works. */
export const ODDITIES: readonly Oddity[] = [
  {
    part: 'network',
    wanted: 'key',
    name: 'TLS opened by an authority that the administrator has this computer trust',
    finds: 'tls-intercepted',
    break: (machine, network) => {
      machine.network = network.with('distrusted', 'redirect', { trustsAll: true });
    },
  },
  {
    part: 'manifest',
    wanted: 'key',
    name: 'two manifests that lead to different programs',
    finds: 'manifest-other-program',
    break: (machine) => {
      const manifest = { name: 'app.wardkey.bridge', path: '/opt/other', type: 'stdio' };
      const path = 'etc/chromium/native-messaging-hosts/app.wardkey.bridge.json';
      machine.write(path, JSON.stringify({ ...manifest, description: 'x', allowed_origins: [] }));
    },
  },
  ...NHS_PROGRAM_ODDITIES,
  { ...KEY, name: 'a key that is well', finds: 'key-seen', break: () => {} },
  { ...KEY, name: 'a key that tells of itself', finds: 'key-says', break: () => {} },
  { ...KEY, name: 'a manifest that is well', finds: 'manifest-seen', break: () => {} },
  {
    ...KEY,
    name: 'a key that has learned no finger yet',
    finds: 'finger-not-set',
    break: key({ builtInVerification: { enrolled: false } }),
  },
  {
    ...KEY,
    name: 'two keys',
    finds: 'several-keys',
    break: (machine) => machine.usb.insert(new VirtualKey({ pin: PIN }), { name: 'Other Key' }),
  },
  {
    ...KEY,
    name: 'a key without hmac-secret',
    finds: 'key-lacks-hmac-secret',
    break: key({ extensions: [] }),
  },
  {
    ...KEY,
    name: 'a key that has no room left',
    finds: 'passkeys-full',
    break: key({ infoOverrides: new Map([[REMAINING, 0]]) }),
  },
  {
    ...KEY,
    name: 'a key with two places left',
    finds: 'passkeys-low',
    break: key({ residentKeySlots: 2 }),
  },
  { ...KEY, name: 'three PIN tries left', finds: 'pin-low', break: key({ pinTriesLeft: 3 }) },
  {
    ...KEY,
    name: 'a key that always verifies',
    finds: 'always-verifies',
    break: key({ alwaysUv: true }),
  },
  {
    ...KEY,
    name: 'a key that tells its firmware as text',
    finds: 'key-speaks-oddly',
    break: key({ infoOverrides: new Map([[FIRMWARE, 'five']]) }),
  },
  { ...CARD, name: 'a card that is well', finds: 'card-seen', break: () => {} },
  {
    ...CARD,
    name: 'two passcode tries left',
    finds: 'card-pin-low',
    break: (machine) => putCard(machine, { tries: 2 }),
  },
  {
    ...CARD,
    name: 'a certificate that ends next month',
    finds: 'certificate-ending',
    break: datedCard(inDays(-600), inDays(30)),
  },
  ...TOKEN_ODDITIES,
  {
    ...CARD,
    name: 'a stranger’s card in another reader',
    finds: 'card-other',
    break: (machine) => {
      const other = {
        atr: Buffer.from('3b6500000102030410', 'hex'),
        reset: () => {},
        transmit: async () => Uint8Array.of(0x6a, 0x82),
      };
      machine.pcsc.readers.set('Other Reader 00 00', { kind: 'card', card: other });
    },
  },
];
