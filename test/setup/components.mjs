/**
 * What the machine itself must have, beside npm packages: how to see that it is there, and the
 * Debian packages that bring it; for some a program of the project, which then makes them ready.
 */
export const COMPONENTS = {
  browser: {
    title: 'the Chromium browser',
    files: ['/usr/bin/chromium'],
    packages: ['chromium'],
  },
  firefox: {
    title: 'the Firefox browser',
    files: ['/usr/bin/firefox-esr'],
    packages: ['firefox-esr'],
  },
  display: {
    title: 'a display that nobody sees',
    files: ['/usr/bin/Xvfb'],
    packages: ['xvfb'],
  },
  pcsc: {
    title: 'the smartcard service and what builds a virtual reader for it',
    files: [
      '/usr/sbin/pcscd',
      '/usr/include/PCSC/ifdhandler.h',
      '/usr/bin/gcc',
      '/usr/bin/unshare',
    ],
    packages: ['pcscd', 'libpcsclite1', 'libpcsclite-dev', 'gcc', 'libc6-dev', 'util-linux'],
  },
  clients: {
    title:
      'the programs that check the virtual key, card and reader: python3-fido2, pyscard, ykman, opensc-tool, yubico-piv-tool and SoftHSM',
    files: [
      '/usr/bin/python3',
      '/usr/lib/python3/dist-packages/fido2',
      '/usr/lib/python3/dist-packages/smartcard',
      '/usr/bin/ykman',
      '/usr/bin/opensc-tool',
      '/usr/bin/yubico-piv-tool',
      '/usr/bin/softhsm2-util',
    ],
    packages: [
      'python3',
      'python3-fido2',
      'python3-pyscard',
      'yubikey-manager',
      'opensc',
      'yubico-piv-tool',
      'softhsm2',
    ],
  },
  shells: {
    title: 'the shells whose completion is tried, and jq',
    files: ['/usr/bin/bash', '/usr/bin/zsh', '/usr/bin/fish', '/usr/bin/jq'],
    packages: ['bash', 'zsh', 'fish', 'jq'],
  },
  guest: {
    title: 'an emulator with what it boots, and the programs of libfido2',
    files: [
      '/usr/bin/qemu-system-x86_64',
      '/bin/busybox',
      '/usr/bin/xz',
      '/usr/bin/fido2-token',
      '/usr/lib/python3/dist-packages/fido2',
    ],
    packages: ['qemu-system-x86', 'busybox-static', 'xz-utils', 'fido2-tools', 'python3-fido2'],
    // The kernel is a package too, but one that is only unpacked.
    prepare: 'test/guest/fetch-kernel.ts',
  },
  peers: {
    title: 'libfido2, its tools and what a program over it is built with',
    files: ['/usr/bin/fido2-token', '/usr/include/fido.h', '/usr/bin/gcc', '/usr/bin/unshare'],
    packages: ['fido2-tools', 'libfido2-dev', 'gcc', 'libc6-dev', 'util-linux'],
  },
};
