import { selectionContract } from "./selection.contract.ts";
import { flowHashSelection } from "./selection-flow-hash.ts";

selectionContract("flowHashSelection()", flowHashSelection, true);
