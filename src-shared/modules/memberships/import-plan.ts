import { z } from 'zod'
import { command } from '../../kernel/command.ts'
import { id } from '../../kernel/id.ts'
import { foldedName } from '../../kernel/text.ts'
import { planOfKey } from './import-reads.ts'
import { importedDuration } from './import-rules.ts'
import { planFields } from './inputs.ts'
import { refuseTooManyPlans, termDefaults } from './plan-commands.ts'
import { otherPlans } from './plan-reads.ts'
import { insertPlan } from './plan-writes.ts'

/**
 * MB-R70: the plan of a name, made where there is none; one that is there is used as it is, even archived. `made` says
 * which. Refused: too many plans (MB-R1).
 */
export const ensurePlan = command('memberships.ensure-plan', {
  input: z.object({ planId: id, versionId: id, name: planFields.name }).strict(),
  permission: 'membership_import',
  offline: false,
  undo: (_, { planId, made }: { planId: string; made: boolean }) =>
    made ? { command: 'memberships.delete-plan', input: { planId } } : null,
  async run({ db, tenant }, { planId, versionId, name }) {
    const nameKey = foldedName(name)
    const [known] = await planOfKey(db, { nameKey })
    if (known) return { planId: known.id, made: false }
    refuseTooManyPlans(await otherPlans(db, planId))
    const { duration_type: durationType, duration_value: durationValue } = importedDuration
    const terms = { ...termDefaults, durationType, durationValue, priceMinor: 0, currency: tenant.currency || 'TRY' }
    await insertPlan(db, { id: planId, name }, { id: versionId, ...terms })
    return { planId, made: true }
  },
})
