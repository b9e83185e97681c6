import * as v from '../schema/schema.ts';
import { CardList, CardProof } from './card.ts';
import { CeremonyAnswer, CeremonyEvent } from './ceremony.ts';
import { CheckUpProgress, CheckUpResult, CheckUpWish } from './check-up.ts';
import { DeviceList } from './device.ts';
import { KeyHoldings, KeyProof, KeySearch, KeyTry } from './key.ts';
import { RemoteDesktop } from './remote-desktop.ts';
import {
  WebEidAuthenticate,
  WebEidGetSigningCertificate,
  WebEidSign,
  WebEidSignature,
  WebEidSigningCertificate,
  WebEidStatus,
  WebEidToken,
} from './web-eid.ts';
import {
  AuthenticationResponseJson,
  CreationOptionsJson,
  RegistrationResponseJson,
  RequestOptionsJson,
} from './webauthn-json.ts';

const Nothing = v.strictObject({});
const Version = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Where a ceremony comes from. All of it was told by the browser, none of it by the page. */
const Caller = {
  /** Serialised origin, such as `https://login.microsoft.com`. */
  origin: v.pipe(v.string(), v.maxLength(512)),
  sameOriginWithAncestors: v.boolean(),
  /** Serialised origin of the tab's top page, when the ceremony runs in a frame of another origin. */
  topOrigin: v.optional(v.pipe(v.string(), v.maxLength(512))),
};

/**
 * The methods that the extension may call, by name. A ceremony is known by the id of the request
 * that started it: its events carry that id, and so does its one result.
 */
export const METHODS = {
  hello: {
    params: v.strictObject({
      protocol: v.strictObject({ min: Version, max: Version }),
      extension: v.strictObject({ version: v.string(), edition: v.picklist(['guide', 'full']) }),
    }),
    result: v.strictObject({
      protocol: Version,
      bridge: v.strictObject({ version: v.string() }),
      capabilities: v.array(v.string()),
      /** Absent for a person who sits at this computer. */
      remote: v.optional(RemoteDesktop),
    }),
  },
  'devices.list': { params: Nothing, result: DeviceList },
  'webauthn.create': {
    params: v.strictObject({ ...Caller, options: CreationOptionsJson }),
    result: RegistrationResponseJson,
  },
  'webauthn.get': {
    params: v.strictObject({ ...Caller, options: RequestOptionsJson }),
    result: AuthenticationResponseJson,
  },
  'web-eid.status': { params: Nothing, result: WebEidStatus },
  'web-eid.authenticate': { params: WebEidAuthenticate, result: WebEidToken },
  'web-eid.get-signing-certificate': {
    params: WebEidGetSigningCertificate,
    result: WebEidSigningCertificate,
  },
  'web-eid.sign': { params: WebEidSign, result: WebEidSignature },
  'cards.list': { params: Nothing, result: CardList },
  /** A ceremony, in which the person enters the PIN. */
  'card.test': { params: v.strictObject({ card: v.string() }), result: CardProof },
  /** A ceremony: a throwaway registration and sign-in, of which the key keeps nothing. */
  'key.try': { params: KeyTry, result: KeyProof },
  /** A ceremony, in which the person enters the PIN. Nothing on the key is changed. */
  'key.sign-ins': { params: KeySearch, result: KeyHoldings },
  /** A ceremony: the key is taken out, put back and touched, and is then as new. */
  'key.reset': { params: Nothing, result: Nothing },
  'ceremony.answer': { params: CeremonyAnswer, result: Nothing },
  'check-up.run': { params: CheckUpWish, result: CheckUpResult },
  'ceremony.cancel': { params: v.strictObject({ ceremony: v.string() }), result: Nothing },
} as const;

/** What the bridge tells without being asked. */
export const NOTIFICATIONS = {
  'devices.changed': DeviceList,
  'check-up.progress': CheckUpProgress,
  'ceremony.event': v.strictObject({ ceremony: v.string(), event: CeremonyEvent }),
} as const;

export type MethodName = keyof typeof METHODS;
export type MethodParams<M extends MethodName> = v.InferOutput<(typeof METHODS)[M]['params']>;
export type MethodResult<M extends MethodName> = v.InferOutput<(typeof METHODS)[M]['result']>;
export type NotificationName = keyof typeof NOTIFICATIONS;
export type NotificationParams<N extends NotificationName> = v.InferOutput<
  (typeof NOTIFICATIONS)[N]
>;
