import type { Wanted } from '../../shared/diagnosis/finding-row.ts';
import type { Probe } from './probe.ts';
import { BROWSER_PACKAGE_PROBE } from './probes/browser-package.ts';
import { BROWSER_RULES_PROBE } from './probes/browser-rules.ts';
import { BROWSER_VERSION_PROBE } from './probes/browser-version.ts';
import { CARD_SERVICE_PROBE } from './probes/card-service.ts';
import { CARDS_PROBE, MEANT_CARDS_PROBE } from './probes/cards.ts';
import { KEY_MODEL_PROBE } from './probes/key-model.ts';
import { KEY_PIN_PROBE } from './probes/key-pin.ts';
import { KEYS_PROBE, MEANT_KEYS_PROBE } from './probes/keys.ts';
import { LIBRARIES_PROBE } from './probes/libraries.ts';
import { MANIFESTS_PROBE } from './probes/manifests.ts';
import { NETWORK_PROBE } from './probes/network.ts';
import { OTHER_PROGRAMS_PROBE } from './probes/other-programs.ts';
import { PERMISSIONS_PROBE } from './probes/permissions.ts';
import { POLICY_PROBE } from './probes/policy.ts';
import { PORTAL_PROBE } from './probes/portal.ts';
import { READERS_PROBE } from './probes/readers.ts';
import { SESSION_PROBE } from './probes/session.ts';
import { USB_DEVICES_PROBE } from './probes/usb-devices.ts';

/** Is the portal there? Contacts it: only when a person has started the check-up. */
export const CONNECTION_PROBES: readonly Probe[] = [NETWORK_PROBE, PORTAL_PROBE];

/** Is Wardkey set up as it should be? */
export const INSTALLATION_PROBES: readonly Probe[] = [
  BROWSER_RULES_PROBE,
  BROWSER_PACKAGE_PROBE,
  BROWSER_VERSION_PROBE,
  MANIFESTS_PROBE,
];

const PROGRAM_PROBES: readonly Probe[] = [LIBRARIES_PROBE, POLICY_PROBE, SESSION_PROBE];
const SYSTEM_PROBES: readonly Probe[] = [CARD_SERVICE_PROBE, USB_DEVICES_PROBE, PERMISSIONS_PROBE];
const KEY_PROBES: readonly Probe[] = [KEY_MODEL_PROBE, KEY_PIN_PROBE];
const CARD_PROBES: readonly Probe[] = [READERS_PROBE, OTHER_PROGRAMS_PROBE];

/** What `wardkey doctor` looks at: the installation, and what it needs of the system. */
export const DOCTOR_PROBES: readonly Probe[] = [
  ...INSTALLATION_PROBES,
  ...PROGRAM_PROBES,
  ...SYSTEM_PROBES,
];

/** What stands between this computer and what the person signs in with. */
export function deviceProbes(wanted: Wanted): readonly Probe[] {
  const keys = wanted === 'key' ? MEANT_KEYS_PROBE : KEYS_PROBE;
  const cards = wanted === 'card' ? MEANT_CARDS_PROBE : CARDS_PROBE;
  return [
    ...PROGRAM_PROBES,
    ...SYSTEM_PROBES,
    ...(wanted === 'card' ? [] : [...KEY_PROBES, keys]),
    ...(wanted === 'key' ? [] : [...CARD_PROBES, cards]),
  ];
}
