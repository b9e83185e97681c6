import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinuxPlaces } from '../../../bridge/transport/hid/linux-places.ts';
import type { VirtualKey } from '../virtual-key.ts';
import { HidAuthenticator, type HidAuthenticatorOptions } from './hid-authenticator.ts';
import { ReportSocket } from './report-socket.ts';
import { WireTally } from './wire-tally.ts';

export interface PlugOptions extends HidAuthenticatorOptions {
  readonly name?: string;
  /** The USB device's iSerialNumber; most security keys have none. */
  readonly serial?: string;
  /** Of the device node; 0 for one that nobody may use yet. */
  readonly mode?: number;
  /** What the interface says that it is; a FIDO authenticator's if left out. */
  readonly reportDescriptor?: Uint8Array;
}

export interface ReportTraffic {
  fromPlatform: number;
  toPlatform: number;
}

/** A key while it is plugged in. */
export interface PluggedKey {
  /** Of the device node. */
  readonly path: string;
  readonly authenticator: HidAuthenticator;
  /** How often it is open now. */
  readonly openers: number;
  /** Reports since it was plugged in; each counts once, however many programs have it open. */
  readonly traffic: Readonly<ReportTraffic>;
  /** The same since it was last taken, with the messages that the reports were parts of. */
  readonly tally: WireTally;
  /** Sends a report to all programs, as if the key had. */
  send(report: Uint8Array): void;
  /** Gives the node other permissions, as udev does a moment after it came. */
  setMode(mode: number): Promise<void>;
  unplug(): Promise<void>;
}

/** What sysfs tells of a device. */
interface Shown {
  readonly name: string;
  readonly serial: string;
  readonly descriptor: Uint8Array;
}

/** The report descriptor of a FIDO authenticator (CTAP 2.1 §11.2.8.2). */
export function fidoDescriptor(inputBytes: number, outputBytes: number): Buffer {
  const hex = (bytes: number): string => bytes.toString(16).padStart(2, '0');
  const range = '150026ff007508';
  const input = `0920${range}95${hex(inputBytes)}8102`;
  const output = `0921${range}95${hex(outputBytes)}9102`;
  return Buffer.from(`06d0f10901a101${input}${output}c0`, 'hex');
}

/**
 * What Linux shows of HID devices, in a folder of its own: sysfs, device nodes, udev's files. The
 * nodes are sockets, which a process opens that was started with hidraw-shim.c.
 */
export class HidMachine {
  readonly places: LinuxPlaces;
  readonly #folder: string;
  readonly #plugged = new Set<PluggedKey>();
  readonly #nodes = new Set<number>();
  #insertions = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.places = {
      sysfs: join(folder, 'sys'),
      dev: join(folder, 'dev'),
      udev: join(folder, 'udev'),
      proc: '/proc',
    };
  }

  static async start(): Promise<HidMachine> {
    const machine = new HidMachine(await mkdtemp(join(tmpdir(), 'wk-hid-')));
    const { sysfs, dev, udev } = machine.places;
    await mkdir(join(sysfs, 'class/hidraw'), { recursive: true });
    await mkdir(join(sysfs, 'bus/hid'), { recursive: true });
    await mkdir(dev);
    await mkdir(udev);
    return machine;
  }

  /** Plugs a key in, which powers it up. */
  async plug(key: VirtualKey, options: PlugOptions = {}): Promise<PluggedKey> {
    key.powerCycle();
    const number = this.#freeNode();
    const node = `hidraw${number}`;
    const path = join(this.places.dev, node);
    const traffic: ReportTraffic = { fromPlatform: 0, toPlatform: 0 };
    const tally = new WireTally();
    const authenticator = new HidAuthenticator(key, options, (report) => {
      traffic.toPlatform += 1;
      tally.sent();
      socket.send(report);
    });
    const { inputBytes, outputBytes } = authenticator;
    const onReport = (report: Uint8Array): void => {
      traffic.fromPlatform += 1;
      tally.received(report);
      authenticator.receive(report);
    };
    const socket = new ReportSocket({ path, inputBytes, outputBytes, onReport });
    const forget = await this.#show(node, {
      name: options.name ?? 'Wardkey Virtual Key',
      serial: options.serial ?? '',
      descriptor: options.reportDescriptor ?? fidoDescriptor(inputBytes, outputBytes),
    });
    await socket.listen(options.mode ?? 0o600);
    const plugged: PluggedKey = {
      path,
      authenticator,
      traffic,
      tally,
      get openers() {
        return socket.openers;
      },
      send: (report) => socket.send(report),
      setMode: (mode) => chmod(path, mode),
      unplug: async () => {
        this.#plugged.delete(plugged);
        authenticator.powerOff();
        await Promise.all([forget(), socket.close()]);
        this.#nodes.delete(number);
      },
    };
    this.#plugged.add(plugged);
    return plugged;
  }

  /** Writes down what udev's rules made of the devices, whose numbers are all 0:0 here. */
  async setUdevRecord(text: string): Promise<void> {
    await writeFile(join(this.places.udev, 'c0:0'), text);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#plugged].map((plugged) => plugged.unplug()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  #freeNode(): number {
    let number = 0;
    while (this.#nodes.has(number)) number += 1;
    this.#nodes.add(number);
    return number;
  }

  /** Lays the device out in sysfs. @returns takes it away again */
  async #show(node: string, { name, serial, descriptor }: Shown): Promise<() => Promise<void>> {
    this.#insertions += 1;
    const insertion = `0003:1209:0001.${this.#insertions.toString(16).padStart(4, '0')}`;
    const { sysfs } = this.places;
    const device = join(sysfs, 'devices', insertion);
    const link = join(sysfs, 'class/hidraw', node);
    await mkdir(join(device, 'hidraw', node), { recursive: true });
    const uevent = `DRIVER=hid-generic\nHID_ID=0003:00001209:00000001\nHID_NAME=${name}\nHID_UNIQ=${serial}\n`;
    await writeFile(join(device, 'uevent'), uevent);
    await writeFile(join(device, 'report_descriptor'), descriptor);
    await symlink('../../bus/hid', join(device, 'subsystem'));
    await symlink('../..', join(device, 'hidraw', node, 'device'));
    // By these libudev knows the node.
    await symlink('../../../../class/hidraw', join(device, 'hidraw', node, 'subsystem'));
    await writeFile(join(device, 'hidraw', node, 'uevent'), `MAJOR=0\nMINOR=0\nDEVNAME=${node}\n`);
    await symlink(join('../../devices', insertion, 'hidraw', node), link);
    return async () => {
      await rm(link);
      await rm(device, { recursive: true });
    };
  }
}
