import type { JsonObject } from './json.ts'
import type { BuiltinRole } from './permission.ts'

/** One step of a module's demo data: an ordinary command, with who gave it and when. */
export interface DemoCommand {
  name: string
  input: JsonObject
  actor: BuiltinRole | 'system'
  /** ISO instant. */
  at: string
}
