import { Store } from '../desk/store.ts'
import type { ScanFailure } from './resolve.ts'

/** The scan that led nowhere, until the next one; null where the last one led somewhere. */
export const scanResult = new Store<{ code: string; failure: ScanFailure } | null>(null)
