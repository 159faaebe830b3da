// Fn::Cidr: the first so many subnets of a block, of so many host bits each. IPv4 only.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html

/** AWS's limit. */
export const CIDR_COUNT_MAX = 256;

const BLOCK = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;
const ADDRESS_BITS = 32;

/** Null when there are no such subnets. */
export function cidrBlocks(block: string, count: number, hostBits: number): string[] | null {
  const match = BLOCK.exec(block);
  if (match === null || !Number.isInteger(count) || !Number.isInteger(hostBits)) return null;
  if (count < 1 || count > CIDR_COUNT_MAX || hostBits < 1 || hostBits > ADDRESS_BITS) return null;
  const parts = match.slice(1, 5).map(Number);
  const prefix = Number(match[5]);
  if (parts.some((part) => part > 255) || prefix > ADDRESS_BITS) return null;
  const size = 2 ** hostBits;
  const whole = 2 ** (ADDRESS_BITS - prefix);
  if (size * count > whole) return null;
  const address = parts.reduce((sum, part) => sum * 256 + part, 0);
  const first = address - (address % whole);
  return Array.from({ length: count }, (_, index) => {
    const at = first + index * size;
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256);
    return `${octets.join(".")}/${ADDRESS_BITS - hostBits}`;
  });
}
