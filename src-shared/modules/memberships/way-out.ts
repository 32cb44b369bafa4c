import { asJson, type JsonObject } from '../../kernel/json.ts'
import type { Alternative } from '../../kernel/rejection.ts'

/** A command that would do, as a button of a refusal. */
export const wayOut = (label: string, command: string, input: object, params: JsonObject = {}): Alternative => ({
  label: `memberships.${label}`,
  params,
  command: `memberships.${command}`,
  input: asJson(input),
})
