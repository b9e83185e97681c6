import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { composeMachine } from '../../bridge/compose-machine.ts';
import { AttachedKeys } from '../../bridge/ctap/attached-keys.ts';
import type { Machine } from '../../bridge/diagnosis/machine.ts';
import type { Network } from '../../bridge/diagnosis/network.ts';
import type { RunTool } from '../../bridge/diagnosis/system-tool.ts';
import { CardWatch } from '../../bridge/smartcard/card-watch.ts';
import type { ModulePlace } from '../../bridge/smartcard/pkcs11/find-token.ts';
import type { HidSystem } from '../../bridge/transport/hid/hid-system.ts';
import { linuxHidSystem } from '../../bridge/transport/hid/linux-hid-system.ts';
import { PcscTransport } from '../../bridge/transport/pcsc/pcsc-transport.ts';
import type { Transport } from '../../bridge/transport/transport.ts';
import type { KeyModelSetting } from '../../shared/settings/key-model-settings.ts';
import hid from '../vectors/hid-report-descriptor.json' with { type: 'json' };
import { InProcessTransport } from '../virtual/in-process-transport.ts';
import { StagedPcsc } from './staged-pcsc.ts';
import { UNUSED_NETWORK } from './unused-network.ts';

/**
 * A Linux machine in a folder, on which a test can break one thing or many: files of the system below
 * a root of their own, a PC/SC service, keys on USB. The probes that look at it are the product's.
 */
export class SickMachine {
  readonly root: string;
  readonly home: string;
  readonly usb = new InProcessTransport();
  readonly pcsc = new StagedPcsc();
  network: Network = UNUSED_NETWORK;
  checkPolicy: () => void = () => {};
  loadKeyLibrary: () => Promise<void> = async () => {};
  now: () => Date = () => new Date();
  keyModels: readonly KeyModelSetting[] = [];
  /** Of cards that are no PIV cards. */
  middleware: ModulePlace | null = null;
  /** What NHS programs listen at; nobody does. */
  nhsPorts: readonly number[] = [];
  /** Whose tools the machine has. */
  platform: NodeJS.Platform = 'linux';
  /** What those print. */
  runTool: RunTool = async () => '';
  /** Whether the system ever tells which keys there are. */
  listsKeys = true;
  /** Ways to keys beside those of USB and PC/SC that are there already. */
  readonly otherTransports: Transport[] = [];
  /** What is to end with the machine. */
  readonly #ends: (() => void)[] = [];
  readonly #shut = new Set<string>();
  #nodes = 0;
  #attached: AttachedKeys | undefined;

  /** A machine on which all that Linux brings is in its place, and nothing is plugged in. */
  constructor() {
    this.root = mkdtempSync(join(tmpdir(), 'wardkey-sick-'));
    this.home = join(this.root, 'home/pat');
    this.write('bin/sh', '', 0o755);
    this.write('usr/sbin/pcscd', '');
    this.write('usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist', '');
    mkdirSync(this.home, { recursive: true });
  }

  /** Writes a file below the root. */
  write(path: string, text: string | Uint8Array, mode = 0o644): void {
    const whole = join(this.root, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
    chmodSync(whole, mode);
  }

  /** Takes a file or folder away. */
  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  /** A program that runs. */
  run(pid: number, name: string, maps = ''): void {
    this.write(`proc/${pid}/comm`, `${name}\n`);
    this.write(`proc/${pid}/maps`, maps);
  }

  /** Plugs in something by USB that has one interface. */
  plugUsb(options: {
    readonly name: string;
    readonly kind: string;
    readonly driver?: string;
  }): void {
    this.#nodes += 1;
    const device = `1-${this.#nodes}`;
    const folder = `sys/bus/usb/devices/${device}:1.0`;
    this.write(`sys/bus/usb/devices/${device}/product`, `${options.name}\n`);
    this.write(`${folder}/bInterfaceClass`, `${options.kind}\n`);
    if (options.driver === undefined) return;
    this.write(`sys/bus/usb/drivers/${options.driver}/bind`, '');
    symlinkSync(
      join(this.root, 'sys/bus/usb/drivers', options.driver),
      join(this.root, folder, 'driver'),
    );
  }

  /** A security key that is on hidraw, and whose node is shut to us. */
  plugShutKey(name: string, udevRecord: string | null): void {
    this.#nodes += 1;
    const node = `hidraw${this.#nodes}`;
    const device = `sys/devices/usb/0003:1050:0407.000${this.#nodes}`;
    this.write(`${device}/report_descriptor`, Buffer.from(hid.fido, 'hex'));
    this.write(`${device}/uevent`, `HID_NAME=${name}\n`);
    mkdirSync(join(this.root, device, 'hidraw', node), { recursive: true });
    symlinkSync(join(this.root, device), join(this.root, device, 'hidraw', node, 'device'));
    mkdirSync(join(this.root, 'sys/class/hidraw'), { recursive: true });
    symlinkSync(join(this.root, device, 'hidraw', node), join(this.root, 'sys/class/hidraw', node));
    this.write(`dev/${node}`, '', 0o600);
    // A plain file in the place of a device has the number 0:0.
    if (udevRecord !== null) this.write('run/udev/data/c0:0', udevRecord);
    this.#shut.add(join(this.root, 'dev', node));
  }

  /** The machine as the probes get it, with what is plugged in by now. */
  machine(): Machine {
    const keys = new AttachedKeys([
      this.usb,
      new PcscTransport(this.pcsc),
      ...this.otherTransports,
    ]);
    this.#attached = keys;
    return composeMachine({
      platform: this.platform,
      root: this.root,
      places: {
        home: this.home,
        config: join(this.home, '.config'),
        wardkey: join(this.home, '.local/share/wardkey'),
      },
      network: this.network,
      hid: this.#hid(),
      pcsc: this.pcsc,
      keys,
      cards: () => new CardWatch([new PcscTransport(this.pcsc)]),
      loadKeyLibrary: () => this.loadKeyLibrary(),
      checkPolicy: () => this.checkPolicy(),
      now: () => this.now(),
      middleware: this.middleware,
      nhsPorts: this.nhsPorts,
      runTool: this.runTool,
      keyModels: this.keyModels,
      // What is slow here is the computer that runs all tests at once.
      patience: 4,
    });
  }

  /** Has something end with the machine. */
  onEnd(end: () => void): void {
    this.#ends.push(end);
  }

  async end(): Promise<void> {
    for (const end of this.#ends) end();
    await this.#attached?.stop();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** The product's own, but for whom root may not open: root may open all. */
  #hid(): HidSystem {
    const system = linuxHidSystem({
      sysfs: join(this.root, 'sys'),
      dev: join(this.root, 'dev'),
      udev: join(this.root, 'run/udev/data'),
      proc: join(this.root, 'proc'),
    });
    return {
      ...system,
      list: async () => {
        if (!this.listsKeys) return new Promise(() => {});
        return (await system.list()).map((entry) => ({
          ...entry,
          accessible: entry.accessible && !this.#shut.has(entry.path),
        }));
      },
    };
  }
}
