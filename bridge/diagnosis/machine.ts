import type { BrowserForm } from '../../shared/diagnosis/least-browsers.ts';
import type { ErrorCode } from '../../shared/errors/codes.ts';
import type { AttachedKeys } from '../ctap/attached-keys.ts';
import type { KeyNodeSeen, ReaderSeen } from '../transport/transport.ts';
import type { CardNeighbourhood } from './card-neighbours.ts';
import type { Network } from './network.ts';

/** A browser, and where it looks for native messaging manifests on this machine. */
export interface BrowserSeen {
  readonly name: string;
  readonly form: BrowserForm;
  /** Absolute paths of files in which it or its package writes its version; the first there counts. */
  readonly versions: readonly string[];
  /** Member of a manifest that lists who may call. */
  readonly callersMember: 'allowed_origins' | 'allowed_extensions';
  /** Our own extension, as it stands in that member. */
  readonly callers: readonly string[];
  /** Absolute paths of the manifests that it would read, the person's own first. */
  readonly manifests: readonly { readonly path: string; readonly isPersonal: boolean }[];
  /** Whether it is installed for everybody, or the person has used it. */
  readonly isThere: boolean;
  /** Absolute paths of its managed policies: folders of JSON files, or files of which the first counts. */
  readonly policies: readonly string[];
  /** The packages that shut it off from programs like the bridge, where such a one is installed. */
  readonly boxes: readonly { readonly kind: 'snap' | 'flatpak'; readonly path: string }[];
}

/** One certificate on a card, or why it could not be read. */
export type CertificateSeen =
  | { readonly problem: ErrorCode }
  | {
      readonly purpose: string;
      readonly certificate: { readonly notBefore: Date; readonly notAfter: Date };
    };

/** A card as far as it can be read without its PIN, or what kept it from being read. */
export type CardSeen = { readonly reader: string } & (
  | { readonly problem: ErrorCode }
  | {
      readonly family:
        | { readonly series: string; readonly isCertain: boolean; readonly blockedSince?: string }
        | undefined;
      readonly otherApplet: string | null;
      readonly piv: {
        readonly expires: string | null;
        readonly pinTries: number | null;
        readonly certificates: readonly CertificateSeen[];
      } | null;
      /** By the card's middleware, where the card is no PIV card and one is installed that knows it. */
      readonly token: {
        /** Middleware does not tell how many tries are left. */
        readonly pin: 'good' | 'low' | 'final-try' | 'locked';
        readonly certificates: readonly CertificateSeen[];
      } | null;
      /** Whether the middleware has not answered in time. */
      readonly isTokenAwaited: boolean;
    }
);

/**
 * The machine that is looked at. Tests hand in another: a root folder of their own, a service that
 * does not run, a key that says nothing; the probes are the same.
 */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** Absolute path that the machine's own paths are below: `/`. */
  readonly root: string;
  /** Absolute path of the person's home, which no report names. */
  readonly home: string;
  readonly browsers: readonly BrowserSeen[];
  readonly network: Network;
  /** Models of keys that may be used, as AAGUIDs of 32 hex digits; none where all may. */
  readonly allowedModels: readonly string[];
  /** Names of models by AAGUID, as the administrator has given them. */
  readonly modelNames: ReadonlyMap<string, string>;
  readonly keys: AttachedKeys;
  /** How many times longer than usual everything may take: 1, and more where a machine is slow. */
  readonly patience: number;
  readonly now: () => Date;
  /** @throws WardkeyError what keeps readers from being seen */
  readers(): Promise<readonly ReaderSeen[]>;
  /** Never rejects. */
  keyNodes(): Promise<readonly KeyNodeSeen[]>;
  /** Reads every card that is there. @throws WardkeyError what keeps cards from being seen */
  cards(signal: AbortSignal): Promise<readonly CardSeen[]>;
  /** Who else uses cards here. It only looks. Never rejects. */
  neighbours(): Promise<CardNeighbourhood>;
  /** Whether a card is of a series of Care Identity, by its answer to reset. */
  isCareIdentityCard(atr: Uint8Array): boolean;
  /** Loads what Wardkey reaches keys by. @throws WardkeyError `hid-library-missing` */
  loadKeyLibrary(): Promise<void>;
  /** How a certificate stands now, and calendar days until its end. */
  validity(certificate: { readonly notBefore: Date; readonly notAfter: Date }): {
    readonly state: 'not-yet' | 'good' | 'renewable' | 'ended';
    readonly daysLeft: number;
  };
  /** @throws WardkeyError `policy-invalid`, `policy-untrusted`, `policy-unreadable` */
  checkPolicy(): void;
}
