// Whether output is coloured: NO_COLOR and FORCE_COLOR decide before the terminal does.
export function wantsColour(): boolean {
  const { NO_COLOR: no, FORCE_COLOR: force } = process.env;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined) return force !== "0";
  return process.stdout.isTTY;
}
