import type { Command } from '../context.ts';
import { deviceListLines } from '../device-lines.ts';
import { SUCCESS } from '../exit-codes.ts';
import { type NamedList, namedList, settledList } from '../settled-list.ts';
import { show } from '../show.ts';

/** `wardkey devices`: what is attached, once or at every change until the person ends it. */
export const devices: Command = async (context) => {
  const { input, terminal, language, signal } = context;
  const attached = await context.keys();
  const tell = (list: NamedList) =>
    show(context, list, () => deviceListLines(list, language, terminal));
  try {
    tell(await settledList(attached, signal));
    if (!input.flag('watch')) return SUCCESS;
    attached.onChange(() => tell(namedList(attached)));
    const { promise, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    signal.throwIfAborted();
    return await promise;
  } finally {
    await attached.stop();
  }
};
