import { describe, expect, it } from 'vitest';
import { parseInfo } from '../../../../bridge/ctap/get-info.ts';
import { HeldKey } from '../../../../bridge/webauthn/held-key.ts';
import { ScriptedPerson } from '../../../rig/scripted-person.ts';

const INFO = parseInfo(new Map([[0x01, ['FIDO_2_1']]]), []);

describe('HeldKey', () => {
  const device = { id: 'k', transport: 'usb', name: 'Key' } as const;

  function held() {
    const person = new ScriptedPerson();
    const stop = new AbortController();
    const key = new HeldKey(
      {
        device,
        serial: undefined,
        info: INFO,
        channel: { exchange: async () => Uint8Array.of(0), close: async () => {} },
        removed: new AbortController().signal,
        renewInfo: async () => INFO,
        close: async () => {},
      },
      person,
      stop.signal,
    );
    return { key, person, stop };
  }

  it('tells of a touch when it is first needed, and of work when it was given', () => {
    const { key, person } = held();
    const { onKeepalive } = key.commandOptions();
    expect(key.touchAskedFor).toBe(false);
    const statuses = ['processing', 'touch-needed', 'touch-needed', 'processing', 'processing'];
    for (const status of statuses) {
      onKeepalive?.(status === 'processing' ? status : 'touch-needed');
    }
    expect(person.notices).toEqual([
      { type: 'touch', device },
      { type: 'working', device },
    ]);
    expect(key.touchAskedFor).toBe(true);
  });

  it('tells of the touch of each command', () => {
    const { key, person } = held();
    key.commandOptions().onKeepalive?.('touch-needed');
    key.commandOptions().onKeepalive?.('touch-needed');
    expect(person.notices).toHaveLength(2);
  });

  it('tells nothing once the ceremony has ended', () => {
    const { key, person, stop } = held();
    stop.abort();
    key.commandOptions().onKeepalive?.('touch-needed');
    expect(person.notices).toEqual([]);
  });
});
