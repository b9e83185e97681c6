import { isIP } from 'node:net';
import { registrableDomain } from './public-suffix.ts';

/** How many names a relying party may go by: the least that clients must support, and no more. */
const MAX_LABELS = 5;

/**
 * Whether a relying party counts an origin among its own (WebAuthn Level 3 §5.11.1, "Validating
 * related origins"). Origins count by the label before their public suffix, so that one in every
 * country is one name; what comes with a sixth name is skipped.
 * @param document as `/.well-known/webauthn` of the RP ID has it
 * @param origin serialised
 */
export function isRelatedOrigin(document: unknown, origin: string): boolean {
  const labels = new Set<string>();
  for (const item of originsOf(document)) {
    const url = URL.canParse(item) ? new URL(item) : null;
    const label = url === null ? undefined : registrableLabel(url.hostname);
    if (url === null || label === undefined) continue;
    if (labels.size >= MAX_LABELS && !labels.has(label)) continue;
    if (url.origin === origin) return true;
    labels.add(label);
  }
  return false;
}

function originsOf(document: unknown): readonly string[] {
  if (typeof document !== 'object' || document === null || !('origins' in document)) return [];
  const { origins } = document;
  // One that is no text makes the whole list void.
  return Array.isArray(origins) && origins.every(isText) ? origins : [];
}

function isText(item: unknown): item is string {
  return typeof item === 'string';
}

/** The first label of the registrable domain: `example` of `www.example.co.uk`. */
function registrableLabel(host: string): string | undefined {
  if (host === '' || host.startsWith('[') || isIP(host) !== 0) return undefined;
  return registrableDomain(host)?.split('.')[0];
}
