// `wardkey/testing`: all that a test needs to sign in through Wardkey, in one place. Whoever tests a
// portal, an extension or a key of their own needs nothing else of this project; the tests in
// test/e2e have nothing else either. `example.test.ts` shows it in fifteen lines.

export type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
// What Puppeteer's own objects are called, for the helpers that a test writes itself.
export type { Browser, Frame, Page } from 'puppeteer';
// What a person is told, by its code: the same sentences that the product shows.
export { readGuideCode } from '../../shared/diagnosis/guide-code.ts';
export type { ErrorCode } from '../../shared/errors/codes.ts';
export type { ErrorFacts } from '../../shared/errors/wardkey-error.ts';
// The bridge in trouble, and callers that are none of ours.
export { HOST_NAME } from '../../shared/rpc/limits.ts';
export { explain, say } from '../../shared/words/words.ts';
export { type RegistrationOutcome, RelyingParty, type Verified } from '../portal/relying-party.ts';
// Portals: the practice portal's verdicts, and a relying party for a portal of one's own.
export type { PracticePortal } from '../portal/server.ts';
// Smartcards, readers and the service behind them, when the key is reached `via: 'pcsc'`.
export type { VirtualCard } from '../virtual/card.ts';
export { FidoApplet } from '../virtual/fido-applet.ts';
export { InterruptedCard, type Moment } from '../virtual/interrupted-card.ts';
// The key: what it is like, what it was asked, and the finger on it.
export type { VirtualKeyOptions } from '../virtual/key-options.ts';
export { type OtherAct, OtherProgram } from '../virtual/pcsc-reader/other-program.ts';
export type { PrivatePcscd } from '../virtual/pcsc-reader/private-pcscd.ts';
export type { VirtualReader } from '../virtual/pcsc-reader/virtual-reader.ts';
export { PERSONALITIES, type Personality } from '../virtual/personalities.ts';
export { PivCard } from '../virtual/piv-card/piv-card.ts';
export { practiceIssuer } from '../virtual/piv-card/practice-issuer.ts';
export { practiceKeys } from '../virtual/piv-card/practice-keys.ts';
export type { PresenceMode, UserPresence } from '../virtual/presence.ts';
export { type LoggedCommand, VirtualKey } from '../virtual/virtual-key.ts';
export type { BridgeProgram } from './bridge-program.ts';
export { BROWSER_NAMES, type BrowserName } from './browser-names.ts';
export { EitherBrowser, type EitherBrowserOptions } from './either-browser.ts';
export { EXTENSION_ID } from './extension.ts';
// The guide's banner on a page.
export { GuideInFirefox, shiftTab } from './guide-in-firefox.ts';
export { type Guide, guideOf } from './guide-of.ts';
export { GuideOnPage } from './guide-on-page.ts';
// The browser, with Wardkey, a key and a portal.
export { type LaunchOptions, launch } from './launch.ts';
export { HELLO, NativePort } from './native-port.ts';
export type { Noise } from './noisy-line.ts';
export type { OddBehaviour } from './odd-bridge.ts';
export { installOtherExtension } from './other-extension.ts';
export { type Outcome, outcomeOf } from './outcome.ts';
export { getCredential, getCredentialAndAbort } from './page-calls.ts';
export { addKey, askForKey, askToAddKey, signInWithKey } from './portal-steps.ts';
export { touchAwaited } from './touch.ts';
export type { Wardkey } from './wardkey.ts';
