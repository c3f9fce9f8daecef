export const BLOCK_BYTES = 1024 * 1024;
const KEPT_BLOCKS = 32;

const idle: Buffer[] = [];

/** A buffer of at most one block; blocks are reused, since making and clearing them costs more than filling them. */
export function takeBlock(length: number): Buffer {
  if (length < BLOCK_BYTES) return Buffer.allocUnsafeSlow(length);
  return idle.pop() ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
}

/** Only for a block that nothing reads or writes any more. */
export function returnBlock(block: Buffer): void {
  if (block.length === BLOCK_BYTES && idle.length < KEPT_BLOCKS) idle.push(block);
}
