import { expect, test, vi } from 'vitest';
import { SharedTransport } from '../../../../bridge/transport/shared-transport.ts';
import type {
  CtapDevice,
  Transport,
  TransportObserver,
} from '../../../../bridge/transport/transport.ts';

function device(id: string): CtapDevice {
  return { id, name: id, transport: 'usb', open: () => Promise.reject(new Error('not here')) };
}

function observer() {
  const log: string[] = [];
  const observing: TransportObserver = {
    onAdd: ({ id }) => log.push(`+${id}`),
    onRemove: (id, why) => log.push(`-${id} ${why ?? ''}`.trim()),
    onProblem: (problem) => log.push(String(problem)),
  };
  return { log, observing };
}

function shared() {
  let told: TransportObserver | null = null;
  const stop = vi.fn(async () => {});
  const start = vi.fn((given: TransportObserver) => {
    told = given;
    given.onAdd(device('a'));
    given.onProblem(null);
  });
  const transport: Transport = { name: 'one', start, stop };
  return { views: new SharedTransport(transport), start, stop, tell: () => told };
}

test('each observer is told of all, from when it begins', () => {
  const { views, start, tell } = shared();
  const [first, second] = [observer(), observer()];
  views.view().start(first.observing);
  tell()?.onAdd(device('b'));
  tell()?.onRemove('a');
  views.view().start(second.observing);
  tell()?.onProblem('pcsc-service-stopped');
  tell()?.onRemove('b', 'pcsc-service-stopped');
  expect(first.log).toEqual([
    '+a',
    'null',
    '+b',
    '-a',
    'pcsc-service-stopped',
    '-b pcsc-service-stopped',
  ]);
  expect(second.log).toEqual(['+b', 'null', 'pcsc-service-stopped', '-b pcsc-service-stopped']);
  expect(start).toHaveBeenCalledOnce();
});

test('the transport stops with its last observer, and begins anew with the next', async () => {
  const { views, start, stop } = shared();
  const [one, other] = [views.view(), views.view()];
  one.start(observer().observing);
  other.start(observer().observing);
  await one.stop();
  await one.stop();
  expect(stop).not.toHaveBeenCalled();
  await other.stop();
  expect(stop).toHaveBeenCalledOnce();
  const late = observer();
  one.start(late.observing);
  expect(start).toHaveBeenCalledTimes(2);
  expect(late.log).toEqual(['+a', 'null']);
});
