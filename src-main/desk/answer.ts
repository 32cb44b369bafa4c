import type { Rejection } from '../../src-shared/kernel/rejection.ts'

/** A value, or why there is none. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Rejection }
export const given = <Value>(value: Value): Answer<Value> => ({ ok: true, value })
export const failed = (failure: Rejection): Answer<never> => ({ ok: false, failure })
