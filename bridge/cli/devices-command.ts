import type { DeviceList } from '../../shared/rpc/device.ts';
import type { Command } from './context.ts';
import { deviceListLines } from './device-lines.ts';
import { readOptions } from './options.ts';
import { settledList } from './settled-list.ts';

/** `wardkey devices`: what is attached, once or at every change until the person ends it. */
export const devicesCommand: Command = async (args, { keys, terminal, language, signal }) => {
  const { watch, json } = readOptions(args, {
    watch: { type: 'boolean' },
    json: { type: 'boolean' },
  });
  const attached = keys();
  const show = (list: DeviceList) => {
    const lines = json ? [JSON.stringify(list)] : deviceListLines(list, language, terminal);
    for (const line of lines) {
      terminal.line(line);
    }
  };
  try {
    show(await settledList(attached, signal));
    if (watch) {
      attached.onChange(show);
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    }
  } finally {
    await attached.stop();
  }
};
