import type { Json, JsonObject } from '../../../src-shared/kernel/json.ts'

/** How a list is looked at: what a view keeps of it. */
export interface ListState {
  filters: JsonObject
  columns: Json
  sort: JsonObject | null
}
