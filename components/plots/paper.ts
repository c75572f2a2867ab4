/** Whether plots are drawn for paper: in light colours, with nothing pointed at, and in full. */
import { createContext, use } from "react";

export const PaperContext = createContext(false);

export const useOnPaper = (): boolean => use(PaperContext);
