import { ERROR_CODES } from '../errors/codes.ts';
import { CeremonyEvent } from '../rpc/ceremony.ts';
import { DeviceList } from '../rpc/device.ts';
import { RemoteDesktop } from '../rpc/remote-desktop.ts';
import * as v from '../schema/schema.ts';
import { LANGUAGES } from '../settings/settings.ts';
import { BannerView } from './banner-view.ts';
import { PageMatchView, PageWarnings } from './page-messages.ts';
import { Trouble } from './trouble.ts';

const Failure = {
  code: v.picklist(ERROR_CODES),
  facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
};

/** How the extension stands with its bridge. */
export const BridgeState = v.variant('state', [
  v.strictObject({ state: v.literal('connecting') }),
  v.strictObject({
    state: v.literal('ready'),
    version: v.string(),
    /** Absent for a person who sits at this computer. */
    remote: v.optional(RemoteDesktop),
  }),
  v.strictObject({ state: v.literal('failed'), ...Failure }),
]);
export type BridgeState = v.InferOutput<typeof BridgeState>;

/** What the popup shows. Sent over the port named `popup`, once at connect and at every change. */
export const PopupView = v.strictObject({
  language: v.picklist(LANGUAGES),
  /** What the person may change to; absent where a policy has chosen. */
  otherLanguage: v.optional(v.picklist(LANGUAGES)),
  edition: v.picklist(['guide', 'full']),
  tab: v.strictObject({
    id: v.number(),
    /** `null` where the extension may not see it. */
    origin: v.nullable(v.string()),
    /** Whether "Sign in through Wardkey" is offered here. */
    offered: v.boolean(),
  }),
  /** Which page the tab shows; `null` while nobody has looked. */
  page: v.nullable(
    v.strictObject({
      match: PageMatchView,
      warnings: PageWarnings,
      /** What the organisation calls its portal; `null` for those of the catalogue. */
      name: v.nullable(v.string()),
      /** Whether a script of ours looks at the page, or the popup did once. */
      isOurs: v.boolean(),
      /** The report that the person asked for. */
      report: v.nullable(v.string()),
    }),
  ),
  /** Hosts that Wardkey is for, and may not look at yet, or no longer. */
  missingAccess: v.pipe(v.array(v.string()), v.readonly()),
  bridge: BridgeState,
  list: v.nullable(DeviceList),
  /** The open sign-in, if there is one. */
  signIn: v.nullable(
    v.strictObject({
      tabId: v.number(),
      /** What that tab shows; `null` while unknown. */
      origin: v.nullable(v.string()),
      stage: v.picklist(['waiting-for-page', 'ceremony']),
    }),
  ),
  /** Why the last request of a page was refused before it became a ceremony. */
  notice: v.nullable(v.strictObject(Failure)),
  /** The last sign-in that went wrong, or the last check-up. */
  trouble: v.nullable(Trouble),
  /** What the guide has to say of the tab. */
  guide: v.nullable(BannerView),
  /** Whether the person closed the guide's banner on the page. */
  guideHidden: v.boolean(),
});
export type PopupView = v.InferOutput<typeof PopupView>;

/** What the sign-in window shows. Sent over the port named `sign-in`. */
export const SignInView = v.strictObject({
  language: v.picklist(LANGUAGES),
  /** The tab that the sign-in belongs to: "Try again" chooses it once more. */
  tabId: v.number(),
  /** A registration or sign-in with a key, what a page asks of a smartcard by Web eID, or a card or key tried out, a key wiped or looked into. */
  kind: v.picklist([
    'create',
    'get',
    'authenticate',
    'get-signing-certificate',
    'sign',
    'card-test',
    'key-test',
    'key-reset',
    'key-sign-ins',
  ]),
  /** Host that the person signs in to, for the heading. */
  host: v.string(),
  /** The person chose a new PIN in this sign-in, and the key has taken it. */
  pinSet: v.optional(v.literal(true)),
  stage: v.variant('type', [
    ...CeremonyEvent.options,
    v.strictObject({ type: v.literal('connecting') }),
    v.strictObject({ type: v.literal('done') }),
    v.strictObject({ type: v.literal('failed'), ...Failure }),
  ]),
});
export type SignInView = v.InferOutput<typeof SignInView>;
