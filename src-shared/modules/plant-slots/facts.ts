import { z } from 'zod'
import { fact } from '../../kernel/fact.ts'
import { id } from '../../kernel/id.ts'

/** How many granted slots a membership still waits for. */
export const slotsOwedChanged = fact('plant-slots.owed_changed', z.object({ membershipId: id, owed: z.int().min(0) }))
