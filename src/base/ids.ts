// Identifiers in the shapes AWS gives them. Random, from the system's generator; what must be unique is checked
// against the store by whoever creates the record.
import { randomBytes, randomUUID } from "node:crypto";

const LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";

/** `length` characters of [a-z0-9], the first one a letter, e.g. an API id (10) or a VPC link id (6). */
export function alphanumericId(length: number): string {
  const bytes = randomBytes(length);
  let id = "";
  for (let i = 0; i < length; i++) {
    const alphabetLength = i === 0 ? 26 : LOWER_ALPHANUMERIC.length;
    id += LOWER_ALPHANUMERIC.charAt((bytes[i] ?? 0) % alphabetLength);
  }
  return id;
}

/** `length` lower-case hexadecimal digits: the id part of load balancer (16) and EC2 (17) resources. */
export function hexId(length: number): string {
  return randomBytes(Math.ceil(length / 2))
    .toString("hex")
    .slice(0, length);
}

/** `length` decimal digits, as in an Application Load Balancer's DNS name. */
export function decimalId(length: number): string {
  let id = "";
  for (const byte of randomBytes(length)) id += String(byte % 10);
  return id;
}

export function uuid(): string {
  return randomUUID();
}
