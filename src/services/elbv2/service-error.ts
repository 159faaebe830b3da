// The errors that the service's model has, thrown as the SDK's own classes. All are HTTP 400, "not found" too; what
// no model has (ValidationError) comes from protocol/.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html

type ModelledErrorClass = new (options: {
  $metadata: Record<string, never>;
  message: string;
}) => Error;

/** The modelled error of that class with that text. */
export function serviceError(ErrorClass: ModelledErrorClass, message: string): Error {
  return new ErrorClass({ $metadata: {}, message });
}
