import type { JsonObject } from '../../kernel/json.ts'
import type { Alternative } from '../../kernel/rejection.ts'

/** An input as it travels; fields that are undefined are left out. */
export const asJson = (input: object): JsonObject => JSON.parse(JSON.stringify(input))

/** A command that would do, as a button of a refusal. */
export const wayOut = (label: string, command: string, input: object, params: JsonObject = {}): Alternative => ({
  label: `memberships.${label}`,
  params,
  command: `memberships.${command}`,
  input: asJson(input),
})
