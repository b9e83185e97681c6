import type { Finding } from '../../../shared/diagnosis/finding.ts';
import type { ErrorFacts } from '../../../shared/errors/wardkey-error.ts';
import type { AuthenticatorInfo } from '../../ctap/authenticator-info.ts';
import { isU2fOnly } from '../../ctap/identify.ts';
import { keyName } from '../key-models.ts';
import type { Machine } from '../machine.ts';
import type { Probe } from '../probe.ts';

/** Free places for passkeys from which a person should know that they run out. */
const FEW_PASSKEYS = 3;

/** What each key can do, as it says itself (CTAP 2.1 §6.4), against what portals need. */
export const KEY_MODEL_PROBE: Probe = {
  check: 'key-model',
  async run({ machine, keysSettled }) {
    await keysSettled;
    return machine.keys.list.devices.flatMap(({ id, name }) => {
      const info = machine.keys.info(id);
      return info === undefined ? [] : modelFindings(info, keyName(machine, id, name), machine);
    });
  },
};

/** What a help desk asks of a key first: its standards, its firmware, its certifications, its finger. */
function saidBy(info: AuthenticatorInfo): ErrorFacts {
  const { versions, firmwareVersion: firmware, certifications, options } = info;
  const uv = options.get('uv');
  const certified = Array.from(certifications ?? []).flatMap(([name, level]) =>
    isName(name) && typeof level === 'number' ? [`${name} ${level}`] : [],
  );
  return {
    versions: versions.filter(isName).join(', '),
    // Each maker packs it in a way of its own, which most often shows by its bytes.
    ...(firmware === undefined ? {} : { firmware: `${firmware} (0x${firmware.toString(16)})` }),
    ...(certified.length === 0 ? {} : { certifications: certified.join(', ') }),
    verification: uv === undefined ? 'none' : uv ? 'set' : 'not-set',
  };
}

/** Text of a key stands in a report as far as it is a name of the specification's kind. */
function isName(text: unknown): text is string {
  return typeof text === 'string' && /^[\w.-]{1,32}$/.test(text);
}

function modelFindings(
  info: AuthenticatorInfo,
  name: string,
  { allowedModels }: Machine,
): readonly Finding[] {
  const aaguid = Buffer.from(info.aaguid).toString('hex');
  const facts = { model: name };
  const says: Finding = { code: 'key-says', facts: { ...facts, ...saidBy(info) } };
  if (isU2fOnly(info)) return [says, { code: 'key-u2f-only', facts }];
  const { options, extensions, remainingDiscoverableCredentials: remaining } = info;
  const isBarred = allowedModels.length > 0 && !allowedModels.includes(aaguid);
  const knowsPin = options.has('clientPin') || options.has('uv');
  const found: (Finding | false)[] = [
    says,
    options.get('uv') === false && { code: 'finger-not-set', facts },
    isBarred && { code: 'model-not-allowed', facts },
    info.forcePINChange && { code: 'pin-change-needed', facts },
    !knowsPin && { code: 'key-lacks-pin', facts },
    options.get('rk') !== true && { code: 'key-lacks-passkeys', facts },
    !extensions.includes('hmac-secret') && { code: 'key-lacks-hmac-secret', facts },
    remaining === 0 && { code: 'passkeys-full', facts },
    remaining !== undefined &&
      remaining > 0 &&
      remaining <= FEW_PASSKEYS && { code: 'passkeys-low', facts: { ...facts, remaining } },
    options.get('alwaysUv') === true && { code: 'always-verifies', facts },
    info.faults.length > 0 && { code: 'key-speaks-oddly', facts },
  ];
  return found.filter((finding) => finding !== false);
}
