import { Store } from '../desk/store.ts'
import type { ScanFailure } from './resolve.ts'

/** The scan that led nowhere, until the next one; null where the last one led somewhere. `typing`: somebody was writing. */
export const scanResult = new Store<{ code: string; failure: ScanFailure; typing: boolean } | null>(null)
