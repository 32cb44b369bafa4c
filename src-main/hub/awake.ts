/**
 * Keeps this machine from sleeping, and says how many desks would lose their server (DX-R50). Electron can do both;
 * the web host leaves sleep to the machine's owner.
 */
export interface Awake {
  /** Other desks that are connected now; 0 lets the machine sleep. */
  serving(desks: number): void
}

export const nobodyWatches: Awake = { serving: () => undefined }
