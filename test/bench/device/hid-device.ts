import { HidMachine, type PluggedKey } from '../../virtual/hid-device/hid-machine.ts';
import { buildShim, SHIM } from '../../virtual/hid-device/shim.ts';
import { withOwnDevices } from '../../virtual/hid-device/with-own-devices.ts';
import type { VirtualKeyOptions } from '../../virtual/key-options.ts';
import type { BenchDevice } from './bench-device.ts';
import { BenchKey } from './bench-key.ts';

/** A USB key: programs run with the shim before them, and with /sys and /dev of the virtual machine. */
export class HidDevice implements BenchDevice {
  readonly way = 'hid';
  readonly name = '/dev/hidraw0';
  readonly env = {
    LD_PRELOAD: SHIM,
    // libudev does not take a folder for sysfs otherwise.
    SYSTEMD_DEVICE_VERIFY_SYSFS: '0',
    PCSCLITE_CSOCK_NAME: '/nonexistent/pcscd.comm',
  };
  readonly machine: HidMachine;
  #key: BenchKey;
  #plugged: PluggedKey;
  #isIn = true;

  private constructor(machine: HidMachine, key: BenchKey, plugged: PluggedKey) {
    this.machine = machine;
    this.#key = key;
    this.#plugged = plugged;
  }

  static async start(options: VirtualKeyOptions): Promise<HidDevice> {
    await buildShim();
    const machine = await HidMachine.start();
    const key = new BenchKey(options);
    return new HidDevice(machine, key, await machine.plug(key));
  }

  get key(): BenchKey {
    return this.#key;
  }

  get frames(): number {
    const { fromPlatform, toPlatform } = this.#plugged.traffic;
    return fromPlatform + toPlatform;
  }

  wrap(command: readonly string[]): [string, ...string[]] {
    return withOwnDevices(this.machine.places, command);
  }

  async remove(): Promise<void> {
    if (this.#isIn) await this.#plugged.unplug();
    this.#isIn = false;
  }

  async replace(options: VirtualKeyOptions): Promise<void> {
    await this.remove();
    this.#key = new BenchKey(options);
    this.#plugged = await this.machine.plug(this.#key);
    this.#isIn = true;
  }

  close(): Promise<void> {
    return this.machine.stop();
  }
}
