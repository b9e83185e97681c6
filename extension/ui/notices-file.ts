/** File of the built extension that says whose work is in it, beside our own. */
export const NOTICES_FILE = 'THIRD-PARTY-NOTICES.txt';
