import { WardkeyError } from '../../../shared/errors/wardkey-error.ts';
import type { HeldCertificate } from '../../smartcard/held-certificate.ts';
import { readAnyCertificates } from '../../smartcard/read-any-card.ts';
import { certificateJson } from '../card-json.ts';
import { cardTrust } from '../card-trust.ts';
import { certificateDetailLines } from '../certificate-lines.ts';
import type { Command } from '../context.ts';
import { choiceText } from '../error-lines.ts';
import { onCards } from '../on-cards.ts';
import { deviceJson, show } from '../show.ts';

/** `wardkey card certificate`: the certificates of each card, in full. */
export const cardCertificate: Command = async (context) => {
  const { language, terminal } = context;
  const now = new Date();
  const trustOf = await cardTrust(context, now);
  return onCards(context, readCertificates, (device, certificates) => {
    const result = {
      device: deviceJson(device),
      certificates: certificates.map((one) => certificateJson(one, now, trustOf)),
    };
    show(context, result, () => [
      terminal.heading(choiceText(device, language)),
      ...certificates.flatMap((one) => certificateDetailLines(one, now, trustOf, language)),
    ]);
  });
};

async function readCertificates(
  ...[device, middleware, signal]: Parameters<typeof readAnyCertificates>
): Promise<readonly HeldCertificate[]> {
  const certificates = await readAnyCertificates(device, middleware, signal);
  if (certificates.length > 0) return certificates;
  throw new WardkeyError('card-not-piv', { facts: { reader: device.name } });
}
