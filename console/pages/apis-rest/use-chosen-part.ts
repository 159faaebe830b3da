// A list of one kind of part of the API: which part is chosen, the dialog that is open, and what follows a change.
import { useState } from "react";
import type { Loaded } from "../../commons/use-loaded.ts";
import { useRestApi } from "./rest-api-context.ts";

export interface ChosenPart<Part, Dialog extends string> {
  /** As tables have it: none or one. */
  readonly selected: readonly Part[];
  readonly setSelected: (parts: readonly Part[]) => void;
  readonly chosen: Part | undefined;
  /** Null: no dialog. */
  readonly open: Dialog | null;
  readonly setOpen: (dialog: Dialog | null) => void;
  /** Something was changed: closes the dialog and loads the list and everything that is shown of the API again. */
  readonly done: () => void;
}

export function useChosenPart<Part, Dialog extends string>(
  loaded: Pick<Loaded<unknown>, "reload">,
): ChosenPart<Part, Dialog> {
  const { reload } = useRestApi();
  const [selected, setSelected] = useState<readonly Part[]>([]);
  const [open, setOpen] = useState<Dialog | null>(null);
  const done = () => {
    setOpen(null);
    setSelected([]);
    loaded.reload();
    reload();
  };
  return { selected, setSelected, chosen: selected[0], open, setOpen, done };
}
