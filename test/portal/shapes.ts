import { adfsHrd, adfsLogin } from './pages/adfs.ts';
import { cim, cimUnlock } from './pages/care-identity-management.ts';
import { cis2Choose, cis2Role, cis2Smartcard, cis2Username } from './pages/cis2.ts';
import { entraFido } from './pages/entra-fido.ts';
import {
  entraCertauth,
  entraError,
  entraKmsi,
  entraMoreInfo,
  entraSsoRedirect,
} from './pages/entra-interrupts.ts';
import { entraCode, entraMfaChoose, entraMfaFailed, entraNumberMatch } from './pages/entra-mfa.ts';
import { entraCredPicker, entraPassword } from './pages/entra-password.ts';
import { entraPickAccount, entraUsername } from './pages/entra-username.ts';
import {
  esr,
  myIdentityPortal,
  owa,
  spinePortal,
  sspr,
  supportArticle,
} from './pages/other-services.ts';
import {
  portalAdminUser,
  portalFido2Tokens,
  portalProfile,
  portalSelfService,
  portalSignedIn,
} from './pages/portal.ts';
import { nhsmailSignIn, portalAcceptableUse, portalHome } from './pages/portal-strangers.ts';
import {
  registerApproved,
  registerDone,
  registerScanQr,
  registerSetupAccount,
  registerStartApp,
  registerTryItOut,
} from './pages/register-app.ts';
import {
  securityInfo,
  securityInfoAddDialog,
  securityInfoSecurityKey,
} from './pages/security-info.ts';
import {
  securityInfoPhone,
  securityInfoPhoneCode,
  securityInfoPhoneDone,
} from './pages/security-info-phone.ts';
import type { Shape } from './shape.ts';

/** Every page of the catalogue that a browser can show. */
export const SHAPES: readonly Shape[] = [
  portalHome,
  portalAcceptableUse,
  portalSignedIn,
  portalProfile,
  portalSelfService,
  portalFido2Tokens,
  portalAdminUser,
  nhsmailSignIn,
  myIdentityPortal,
  adfsHrd,
  adfsLogin,
  entraUsername,
  entraPickAccount,
  entraPassword,
  entraCredPicker,
  entraMfaChoose,
  entraNumberMatch,
  entraCode,
  entraMfaFailed,
  entraFido,
  entraKmsi,
  entraMoreInfo,
  entraError,
  entraSsoRedirect,
  entraCertauth,
  securityInfo,
  securityInfoAddDialog,
  securityInfoSecurityKey,
  securityInfoPhone,
  securityInfoPhoneCode,
  securityInfoPhoneDone,
  registerStartApp,
  registerSetupAccount,
  registerScanQr,
  registerTryItOut,
  registerApproved,
  registerDone,
  sspr,
  cis2Choose,
  cis2Username,
  cis2Smartcard,
  cis2Role,
  cim,
  cimUnlock,
  spinePortal,
  esr,
  owa,
  supportArticle,
];
