// GenerateClientCertificate: a self-signed certificate by which a backend can know that API Gateway calls it. X.509 is
// @peculiar/x509's work, loaded on first use.
// https://docs.aws.amazon.com/apigateway/latest/api/API_GenerateClientCertificate.html
import { randomBytes } from "node:crypto";
import type { ClientCertificate } from "@aws-sdk/client-api-gateway";
import { alphanumericId } from "../../base/ids.ts";
import type { OperationContext } from "../operation-context.ts";
import type { Input, Output } from "./operation-types.ts";
import { newTags } from "./rest-tags.ts";
import { wholeSecond } from "../apigatewayv2/whole-second.ts";

/** AWS's are valid for 365 days and of RSA with 2048 bits. */
const VALIDITY_MS = 365 * 24 * 60 * 60 * 1000;
const ALGORITHM = {
  name: "RSASSA-PKCS1-v1_5",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
  hash: "SHA-256",
} as const;

export async function generateClientCertificate(
  input: Input<"GenerateClientCertificate">,
  context: OperationContext,
): Promise<Output<"GenerateClientCertificate">> {
  const createdDate = wholeSecond(context.clock);
  const expirationDate = new Date(createdDate.getTime() + VALIDITY_MS);
  const { certificatePem, privateKeyPem } = await generate(createdDate, expirationDate);
  const clientCertificate: ClientCertificate = {
    clientCertificateId: alphanumericId(6),
    pemEncodedCertificate: certificatePem,
    createdDate,
    expirationDate,
  };
  if (input.description !== undefined) clientCertificate.description = input.description;
  const tags = newTags(input.tags);
  if (tags !== undefined) clientCertificate.tags = tags;
  context.records.put("client-certificate", clientCertificate.clientCertificateId ?? "", {
    clientCertificate,
    privateKeyPem,
  });
  return clientCertificate;
}

async function generate(
  notBefore: Date,
  notAfter: Date,
): Promise<{ certificatePem: string; privateKeyPem: string }> {
  await import("reflect-metadata");
  const x509 = await import("@peculiar/x509");
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const serial = randomBytes(8);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial.toString("hex"),
    name: "C=US, ST=Washington, L=Seattle, O=Amazon.com, OU=Amazon API Gateway, CN=ApiGateway",
    notBefore,
    notAfter,
    signingAlgorithm: ALGORITHM,
    keys,
  });
  const der = Buffer.from(await crypto.subtle.exportKey("pkcs8", keys.privateKey));
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return {
    certificatePem: certificate.toString("pem"),
    privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----\n`,
  };
}
