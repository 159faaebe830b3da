// Media types as templates, models and gateway responses are chosen by them: lower case, without parameters.

export const JSON_MEDIA_TYPE = "application/json";

/** Of a Content-Type field; JSON where there is none. */
export function mediaTypeOf(contentType: string | undefined): string {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return type === "" ? JSON_MEDIA_TYPE : type;
}

/** The first media type of an Accept field; JSON where there is none. */
export function acceptedMediaType(accept: string | undefined): string {
  return mediaTypeOf(accept?.split(",", 1)[0]);
}
