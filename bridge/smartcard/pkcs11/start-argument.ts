/** The start argument that makes the program a process with a module in it; the module's path follows. */
export const MODULE_PROCESS = 'pkcs11-module';
