import { z } from 'zod'
import { id } from '../../kernel/id.ts'
import type { Json, JsonObject } from '../../kernel/json.ts'
import { maxViewName } from './view-rules.ts'

/** A view's parts may not be larger (characters of JSON): it is a choice of filters, not a store. */
const maxPart = 8192
const small = (value: Json): boolean => JSON.stringify(value).length <= maxPart

const jsonObject = z.record(z.string(), z.json()) as z.ZodType<JsonObject>
const json = z.json() as z.ZodType<Json>

/** A screen's name, such as `members`. */
export const screenName = z.string().regex(/^[a-z][a-z0-9./-]{0,59}$/)

/** A view as it is saved: where it belongs, what it is called, what it shows and how. */
export const viewFields = z
  .object({
    viewId: id,
    screen: screenName,
    name: z.string().trim().min(1).max(maxViewName),
    shared: z.boolean().default(false),
    filters: jsonObject.refine(small).default({}),
    /** How the columns stand: the kit's own words, kept as they are. */
    columns: json.refine(small).default([]),
    sort: jsonObject.refine(small).nullable().default(null),
    grouping: jsonObject.refine(small).nullable().default(null),
    position: z.int().min(0).max(10_000).default(0),
    isDefault: z.boolean().default(false),
  })
  .strict()
export type ViewFields = z.infer<typeof viewFields>
