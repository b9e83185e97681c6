import { expect, test, vi } from 'vitest';
import {
  CardSession,
  type SessionOwner,
} from '../../../../../bridge/transport/pcsc/card-session.ts';
import { PcscError } from '../../../../../bridge/transport/pcsc/pcsc-error.ts';
import type { PcscCard, PcscContext } from '../../../../../bridge/transport/pcsc/pcsc-library.ts';
import { ReadyContext } from '../../../../../bridge/transport/pcsc/ready-context.ts';
import { RETURN_CODE } from '../../../../../shared/errors/pcsc-return-codes.ts';

const READER = 'Reader 00 00';
const unused = () => Promise.reject(new Error('not in these tests'));

const CARD: PcscCard = {
  protocol: 'T=1',
  beginTransaction: unused,
  endTransaction: unused,
  transmit: unused,
  control: unused,
  reconnect: unused,
  disconnect: async () => undefined,
};

function context(returnCode?: number) {
  const connect = vi.fn(async () => {
    if (returnCode !== undefined) throw new PcscError('SCardConnect', returnCode);
    return CARD;
  });
  const release = vi.fn(async () => undefined);
  const made: PcscContext = {
    listReaders: unused,
    waitForChange: unused,
    cancelWait: unused,
    connect,
    release,
  };
  return { made, connect, release };
}

/** A device whose service makes the given contexts, one after the other. */
function device(...contexts: readonly ReturnType<typeof context>[]) {
  const waiting = contexts.map(({ made }) => made);
  const establishContext = vi.fn(async () => {
    const next = waiting.shift();
    if (next === undefined) throw new Error('one context too many');
    return next;
  });
  const owner: SessionOwner = { onLost: () => undefined, ready: new ReadyContext() };
  const { signal } = new AbortController();
  return {
    owner,
    establishContext,
    open: () => CardSession.open({ establishContext }, READER, signal, owner),
  };
}

test('the next session takes the context of the one before', async () => {
  const only = context();
  const { open, establishContext } = device(only);
  await (await open()).close('leave');
  await (await open()).close('leave');
  expect(establishContext).toHaveBeenCalledOnce();
  expect(only.connect).toHaveBeenCalledTimes(2);
  expect(only.release).not.toHaveBeenCalled();
});

test('a session that went wrong leaves none', async () => {
  const [first, second] = [context(), context()];
  const { open } = device(first, second);
  await (await open()).close('reset');
  expect(first.release).toHaveBeenCalledOnce();
  await open();
  expect(second.connect).toHaveBeenCalledOnce();
});

test.each([RETURN_CODE.NO_SERVICE, RETURN_CODE.INVALID_HANDLE, RETURN_CODE.COMM_ERROR])(
  'a context from before the service was restarted (%i) is replaced',
  async (returnCode) => {
    const [stale, fresh] = [context(returnCode), context()];
    const { open, owner } = device(fresh);
    await owner.ready.keep(stale.made);
    await open();
    expect(stale.release).toHaveBeenCalledOnce();
    expect(fresh.connect).toHaveBeenCalledOnce();
  },
);

test('a card that is not there is no reason to ask twice', async () => {
  const { open, owner, establishContext } = device(context());
  await owner.ready.keep(context(RETURN_CODE.NO_SMARTCARD).made);
  await expect(open()).rejects.toMatchObject({ code: 'device-removed' });
  expect(establishContext).not.toHaveBeenCalled();
});
