// The types of operations, taken from an SDK client's commands: what an operation is given and what it has to
// return. Types only; nothing of the SDK is loaded by importing this file.

/** The value without `undefined` at any depth: members that are absent are absent, required ones are there. */
type Present<T> = T extends Date | Uint8Array
  ? T
  : T extends readonly (infer Element)[]
    ? Present<Exclude<Element, undefined>>[]
    : T extends object
      ? { [Key in keyof T]: Present<Exclude<T[Key], undefined>> }
      : T;

/** The input of a command class, as a handler gets it: decoded, required members checked, unknown ones gone. */
export type CommandInput<Command> = Command extends abstract new (...args: never[]) => {
  readonly input: infer Input;
}
  ? Present<Input>
  : never;

/** The output of a command class, as a handler returns it. */
export type CommandOutput<Command> = Command extends abstract new (...args: never[]) => {
  resolveMiddleware(...args: never[]): (request: never) => Promise<{ output: infer Output }>;
}
  ? Omit<Output, "$metadata">
  : never;

/** The names of the operations of an SDK client module: `CreateApi` for its export `CreateApiCommand`. */
export type OperationName<Module> = {
  [Key in keyof Module]: Key extends "$Command"
    ? never
    : Key extends `${infer Name}Command`
      ? Name
      : never;
}[keyof Module];

type CommandOf<Module, Name extends string> = `${Name}Command` extends keyof Module
  ? Module[`${Name}Command`]
  : never;

/** `InputOf<typeof Sdk, "CreateApi">`: what the handler of that operation is given. */
export type InputOf<Module, Name extends OperationName<Module> & string> = CommandInput<
  CommandOf<Module, Name>
>;

/** `OutputOf<typeof Sdk, "CreateApi">`: what the handler of that operation returns. */
export type OutputOf<Module, Name extends OperationName<Module> & string> = CommandOutput<
  CommandOf<Module, Name>
>;

/** One operation: a plain function of its input and the context it runs in. */
export type OperationHandler<Module, Name extends OperationName<Module> & string, Context> = (
  input: InputOf<Module, Name>,
  context: Context,
) => OutputOf<Module, Name> | Promise<OutputOf<Module, Name>>;

/** The operations of a service that are there, each under its name. What is left out answers 501. */
export type OperationHandlers<Module, Context> = {
  readonly [Name in OperationName<Module> & string]?: OperationHandler<Module, Name, Context>;
};
