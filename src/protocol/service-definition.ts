// What the protocol layer has to be told about a service before its SDK client is loaded: how a request for it is
// recognised and in which forms it is spoken. Everything else comes from the client's schemas.

/** https://smithy.io/2.0/aws/protocols/index.html */
export type ProtocolName =
  | "restJson1"
  | "awsQuery"
  | "ec2Query"
  | "awsJson1_0"
  | "awsJson1_1"
  | "rpcv2Cbor";

/** A service, known by its marks; `load` is called at the first request for it. */
export interface ServiceDefinition<Context> {
  /** The SDK's name for it, e.g. "apigatewayv2"; said in messages and logs. */
  readonly name: string;
  readonly protocols: readonly ProtocolName[];
  /** What stands before the dot in X-Amz-Target, and the service's name in an RPC v2 path. */
  readonly targetPrefix?: string;
  /** The `Version` of the query protocols, e.g. "2015-12-01". */
  readonly queryVersion?: string;
  /** The namespace of the query protocols' answers. */
  readonly xmlNamespace?: string;
  /** The names that a signature's scope may bear for this service. */
  readonly signingNames: readonly string[];
  /** restJson1: whether a request path is one of this service's. */
  readonly pathMatches?: (rawPath: string) => boolean;
  /** The JSON protocol also gives the query protocol's error code (x-amzn-query-error). */
  readonly queryCompatible?: boolean;
  /** How exact the timestamps are that this service writes as text; milliseconds unless said. */
  readonly timestampPrecision?: "seconds" | "milliseconds";
  /**
   * The members that are floating-point numbers; every other number must then be whole. The SDK's schemas do not
   * tell. Without this, any number is taken anywhere.
   */
  readonly fractionalMembers?: ReadonlySet<string>;
  /** The error for required members that are missing, where it is not the protocol's usual one. */
  readonly missingMembersError?: (paths: readonly string[]) => Error;
  /**
   * Whether an operation writes records if its name says that it writes. Without this all do; operations on what is
   * kept elsewhere need no transaction and do not wait for one another.
   */
  readonly keepsRecords?: (operation: string) => boolean;
  /** Loads the SDK client and the operations, e.g. by a dynamic import. */
  load(): Promise<ServiceModules<Context>>;
}

/** An operation as the dispatcher calls it; the types of `OperationHandlers` have been checked where it was made. */
export type AnyOperationHandler<Context> = (input: never, context: Context) => unknown;

/** What `load` gives. */
export interface ServiceModules<Context> {
  /** The client package's namespace object. */
  readonly sdk: object;
  /** An `OperationHandlers<typeof sdk, Context>`. */
  readonly handlers: Readonly<Record<string, AnyOperationHandler<Context> | undefined>>;
}
