import { join } from 'node:path';
import type { RemoteDesktop } from '../../shared/rpc/remote-desktop.ts';
import { textOf } from './system-files.ts';

/** What tells where the person is. */
export interface Whereabouts {
  readonly platform: NodeJS.Platform;
  /** Absolute path that the machine's own paths are below: `/`. */
  readonly root: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** Whether the person's screen stands elsewhere, and through what; `null` at this computer itself. */
export async function remoteDesktop(where: Whereabouts): Promise<RemoteDesktop | null> {
  const named = byEnvironment(where.environment);
  if (named !== null || where.platform !== 'linux') return named;
  const machine = await byMachine(where.root);
  return machine === null && (await isSessionRemote(where.root)) ? 'other' : machine;
}

/** Whether the session that this process belongs to is one from afar (sd-login(3), logind). */
export async function isSessionRemote(root: string): Promise<boolean> {
  const id = (await textOf(join(root, 'proc/self/sessionid')))?.trim() ?? '';
  // A process that belongs to no session has the largest number there.
  if (!/^\d{1,9}$/.test(id)) return false;
  const session = await textOf(join(root, 'run/systemd/sessions', id));
  return session !== null && /^REMOTE=1$/m.test(session);
}

/**
 * Windows names the session after its way in: `RDP-Tcp#3`, `ICA-CGP#1`, `Console`. The agent of
 * VMware Horizon and xrdp each set names of their own for what they start.
 */
function byEnvironment(environment: NodeJS.ProcessEnv): RemoteDesktop | null {
  const session = environment['SESSIONNAME'] ?? '';
  if (/^ica-/i.test(session)) return 'citrix';
  if (environment['VIEWCLIENT_PROTOCOL'] !== undefined) return 'vmware';
  if (/^rdp-/i.test(session) || environment['XRDP_SESSION'] !== undefined) return 'rdp';
  return null;
}

/** A computer that is a program has no sockets: whoever works on it sits elsewhere. */
async function byMachine(root: string): Promise<RemoteDesktop | null> {
  const maker = (await textOf(join(root, 'sys/class/dmi/id/sys_vendor'))) ?? '';
  const product = (await textOf(join(root, 'sys/class/dmi/id/product_name'))) ?? '';
  if (/^VMware/.test(maker)) return 'vmware';
  const isVirtual =
    /^(QEMU|Xen|innotek GmbH|Parallels)/.test(maker) ||
    (/^Microsoft/.test(maker) && /^Virtual Machine/.test(product)) ||
    /^KVM/.test(product);
  return isVirtual ? 'virtual' : null;
}
