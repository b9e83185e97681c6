import { PassThrough } from 'node:stream';
import { expect, test, vi } from 'vitest';
import { compose } from '../../../../bridge/compose.ts';
import { frame } from '../../../../bridge/host/frame.ts';
import { serve } from '../../../../bridge/host/serve.ts';
import { WardkeyError } from '../../../../shared/errors/wardkey-error.ts';
import { DEFAULT_SETTINGS } from '../../../../shared/settings/settings.ts';
import { HELLO, OUR_ORIGIN } from '../../../rig/host-process.ts';
import { noMachine } from '../../../rig/no-machine.ts';
import { noWellKnown } from '../../../rig/no-well-known.ts';

function served(waitingBytes = 0, trouble?: WardkeyError) {
  const input = new PassThrough();
  const start = vi.fn<() => void>();
  const stop = vi.fn<() => Promise<void>>(async () => {});
  const written: Uint8Array[] = [];
  let closed = () => {};
  const host = serve(
    {
      ...compose({
        transports: [{ name: 'none', start, stop }],
        settings: DEFAULT_SETTINGS,
        fetchWellKnown: noWellKnown,
      }),
      machine: noMachine,
      ...(trouble && { trouble }),
    },
    {
      input,
      args: [OUR_ORIGIN],
      onTrouble: () => {},
      output: {
        waitingBytes,
        write: (bytes) => {
          written.push(bytes);
        },
        flush: async () => {},
        onClosed: (listener) => {
          closed = listener;
        },
      },
    },
  );
  return { host, input, start, stop, written, closeOutput: () => closed() };
}

test('devices are watched from hello to close', async () => {
  const { host, input, start, stop, written } = served();
  expect(start).not.toHaveBeenCalled();
  input.write(frame(HELLO));
  await expect.poll(() => start).toHaveBeenCalledOnce();
  expect(written).toHaveLength(1);
  await host.close();
  expect(stop).toHaveBeenCalledOnce();
});

test('it ends with its input', async () => {
  const { host, input } = served();
  input.end();
  await expect(host.ended).resolves.toBeUndefined();
});

test('it ends when nobody reads its output any more', async () => {
  const { host, closeOutput } = served();
  closeOutput();
  await expect(host.ended).resolves.toBeUndefined();
});

test('it ends rather than keep more and more for a browser that does not read', async () => {
  const { host, input } = served(9 * 1024 * 1024);
  input.write(frame(HELLO));
  await expect(host.ended).resolves.toBeUndefined();
});

test('who looks at the devices is told of a policy that does not hold', async () => {
  const { host, input, written } = served(0, new WardkeyError('policy-invalid'));
  input.write(frame(HELLO));
  input.write(frame({ jsonrpc: '2.0', id: 'list', method: 'devices.list', params: {} }));
  await expect.poll(() => Buffer.concat(written).toString()).toContain('"policy-invalid"');
  await host.close();
});
