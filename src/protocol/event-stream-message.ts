// One message of the binary event stream encoding: lengths, headers, payload, and the checksums that guard them.
//
//     total length | headers length | CRC of these | headers | payload | CRC of all before
//         4        |       4        |      4       |         |         |        4
//
// A header is the length of its name (1), the name, the type 7 for text (1), the length of the text (2), the text.
// https://smithy.io/2.0/aws/amazon-eventstream.html
import { crc32 } from "node:zlib";

const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
const TEXT_TYPE = 7;
const NAME_BYTES_MAX = 0xff;
const TEXT_BYTES_MAX = 0xffff;

/** `headers` are names and their texts, both short. */
export function encodeEventStreamMessage(
  headers: readonly (readonly [name: string, text: string])[],
  payload: Uint8Array,
): Buffer {
  const encoded = Buffer.concat(headers.map(([name, text]) => encodeHeader(name, text)));
  const bytes = PRELUDE_BYTES + encoded.length + payload.length + CHECKSUM_BYTES;
  const message = Buffer.allocUnsafe(bytes);
  message.writeUInt32BE(bytes, 0);
  message.writeUInt32BE(encoded.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(encoded, PRELUDE_BYTES);
  message.set(payload, PRELUDE_BYTES + encoded.length);
  message.writeUInt32BE(crc32(message.subarray(0, bytes - CHECKSUM_BYTES)), bytes - CHECKSUM_BYTES);
  return message;
}

function encodeHeader(name: string, text: string): Buffer {
  const nameBytes = Buffer.from(name);
  const textBytes = Buffer.from(text);
  if (nameBytes.length > NAME_BYTES_MAX || textBytes.length > TEXT_BYTES_MAX) {
    throw new RangeError(`Cannot write the event stream header ${name}: it is too long`);
  }
  const header = Buffer.allocUnsafe(nameBytes.length + textBytes.length + 4);
  header.writeUInt8(nameBytes.length, 0);
  header.set(nameBytes, 1);
  header.writeUInt8(TEXT_TYPE, nameBytes.length + 1);
  header.writeUInt16BE(textBytes.length, nameBytes.length + 2);
  header.set(textBytes, nameBytes.length + 4);
  return header;
}
