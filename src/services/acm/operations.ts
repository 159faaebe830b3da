// The ACM operations that are there. What is left out answers 501 and names itself.
import type * as sdk from "@aws-sdk/client-acm";
import type { OperationHandlers } from "../../protocol/handlers.ts";
import type { OperationContext } from "../operation-context.ts";
import { addTagsToCertificate } from "./add-tags-to-certificate.ts";
import { deleteCertificate } from "./delete-certificate.ts";
import { describeCertificate } from "./describe-certificate.ts";
import { getCertificate } from "./get-certificate.ts";
import { importCertificate } from "./import-certificate.ts";
import { listCertificates } from "./list-certificates.ts";
import { listTagsForCertificate } from "./list-tags-for-certificate.ts";
import { removeTagsFromCertificate } from "./remove-tags-from-certificate.ts";
import { requestCertificate } from "./request-certificate.ts";

export const operations: OperationHandlers<typeof sdk, OperationContext> = {
  AddTagsToCertificate: addTagsToCertificate,
  DeleteCertificate: deleteCertificate,
  DescribeCertificate: describeCertificate,
  GetCertificate: getCertificate,
  ImportCertificate: importCertificate,
  ListCertificates: listCertificates,
  ListTagsForCertificate: listTagsForCertificate,
  RemoveTagsFromCertificate: removeTagsFromCertificate,
  RequestCertificate: requestCertificate,
};
