import type { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';

/** Resolves once all devices have been greeted. */
export async function warm(keys: AttachedKeys): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    if (keys.list.devices.every(({ key }) => key !== undefined)) {
      resolve();
    }
  };
  const stop = keys.onChange(look);
  look();
  await promise;
  stop();
}
