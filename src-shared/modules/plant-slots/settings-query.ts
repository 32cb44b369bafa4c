import { z } from 'zod'
import { query } from '../../kernel/query.ts'
import { settingsOf } from './settings.ts'

/** How the tenant runs its slots (section 2); what counts before anyone set anything, where nobody did. */
export const settings = query('plant-slots.settings', {
  input: z.object({}).strict(),
  permission: 'plant_slot_view',
  run: async ({ db }) => ({ ...(await settingsOf(db)) }),
})
