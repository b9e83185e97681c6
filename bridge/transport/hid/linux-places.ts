/** Where Linux shows its devices. */
export interface LinuxPlaces {
  readonly sysfs: string;
  /** Holds the device nodes, `hidraw0` and so on. */
  readonly dev: string;
  /** What udev knows of devices. */
  readonly udev: string;
  readonly proc: string;
}

export const LINUX_PLACES: LinuxPlaces = {
  sysfs: '/sys',
  dev: '/dev',
  udev: '/run/udev/data',
  proc: '/proc',
};
