import Wire from 'bittorrent-protocol';
import { MAX_PIECE_BYTES } from './torrent-limits.js';

/** A block is 16 KiB; the largest honest message is the bitfield of a torrent with very many pieces. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Our own stand-in for a web server answers with whole pieces. */
const MAX_WEB_SEED_MESSAGE_BYTES = MAX_PIECE_BYTES + 1024;

let installed = false;

/**
 * Makes every connection to a peer survive hostile input. As shipped, a message that is shorter than its kind, or a metadata
 * piece with a wrong number, throws out of the socket's event and ends the process; and a length field makes it collect up to 4 GiB.
 */
export function installWireGuard(): void {
  if (installed) return;
  installed = true;
  const { _onMessage: onMessage, _onMessageLength: onMessageLength } = Wire.prototype;

  Wire.prototype._onMessage = function (this: Wire, message: Uint8Array) {
    try {
      onMessage.call(this, message);
    } catch {
      drop(this);
    }
  };

  Wire.prototype._onMessageLength = function (this: Wire, header: Uint8Array) {
    const length = new DataView(header.buffer, header.byteOffset, header.byteLength).getUint32(0);
    if (length > (this.type === 'webSeed' ? MAX_WEB_SEED_MESSAGE_BYTES : MAX_MESSAGE_BYTES)) drop(this);
    else onMessageLength.call(this, header);
  };
}

/** Closes the connection and reads nothing more of what has already arrived. */
function drop(wire: Wire): void {
  wire._parse(Number.MAX_VALUE, () => undefined);
  wire.destroy();
}
