import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { CardCertificate } from './certificate.ts';
import type { Purpose } from './certificate-purpose.ts';

/** A place on a card that holds a certificate, or something that should have been one. */
export type HeldCertificate = {
  /** What the place is called: a slot of PIV, or the identifier that middleware knows it by. */
  readonly slot: string;
} & (
  | {
      readonly purpose: Purpose;
      readonly certificate: CardCertificate;
      /** X.509, as it is on the card. */
      readonly der: Uint8Array;
    }
  | { readonly problem: ErrorCode }
);
