import { selectionContract } from "./selection.contract.ts";
import { randomSelection } from "./selection-random.ts";

selectionContract("randomSelection()", randomSelection);
