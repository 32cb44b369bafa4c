import { z } from 'zod'
import type { Json } from '../../kernel/json.ts'
import { languages } from '../../kernel/rejection.ts'

/** What a person can choose for themselves on every desk, and what each choice may be. Another key is refused. */
export const preferenceKeys = {
  language: z.enum(languages),
  theme: z.enum(['auto', 'light', 'dark', 'contrast']),
  density: z.enum(['comfortable', 'compact', 'touch']),
} as const satisfies Record<string, z.ZodType<Json>>

type PreferenceKey = keyof typeof preferenceKeys

export const isPreferenceKey = (key: string): key is PreferenceKey => Object.hasOwn(preferenceKeys, key)
