import { WardkeyError } from '../../shared/errors/wardkey-error.ts';
import type { DeviceList } from '../../shared/rpc/device.ts';
import type { Command } from './context.ts';
import { keyInfoJson } from './key-info-json.ts';
import { keyInfoLines } from './key-info-lines.ts';
import { readOptions } from './options.ts';
import { settledList } from './settled-list.ts';

/** `wardkey key info`: all that a key tells about itself, for one key or for every one. */
export const keyInfoCommand: Command = async (args, { keys, terminal, language, signal }) => {
  const { device, json } = readOptions(args, {
    device: { type: 'string' },
    json: { type: 'boolean' },
  });
  const attached = keys();
  try {
    for (const id of readableKeys(await settledList(attached, signal), device)) {
      const key = await attached.open(id, signal);
      await key.close();
      const lines = json
        ? [JSON.stringify(keyInfoJson(key))]
        : keyInfoLines(key, language, terminal);
      for (const line of lines) {
        terminal.line(line);
      }
    }
  } finally {
    await attached.stop();
  }
};

/**
 * @returns ids of the keys to show, at least one
 * @throws WardkeyError `device-none`, or what stands in the way of the one that was asked for
 */
function readableKeys({ devices, problems }: DeviceList, wanted?: string): readonly string[] {
  const asked = devices.filter(({ id }) => wanted === undefined || id === wanted);
  const readable = asked.filter(({ key }) => key !== undefined);
  if (readable.length === 0) {
    const trouble = asked.find(({ problem }) => problem !== undefined);
    const code = trouble?.problem ?? problems[0] ?? 'device-none';
    throw new WardkeyError(code, trouble === undefined ? {} : { facts: { reader: trouble.name } });
  }
  return readable.map(({ id }) => id);
}
