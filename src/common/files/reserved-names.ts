const DEVICE_NAME =
  /^(?:con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3]|conin\$|conout\$|clock\$)[. ]*(?:[.:]|$)/i;

/** True when Windows would open a device instead of a file: `CON`, `aux.mkv`, `COM1 .txt`. */
export function isReservedDeviceName(name: string): boolean {
  return DEVICE_NAME.test(name);
}
