/** Whether keys are printed as on a Mac. */
export const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);
