import { expect, test } from 'vitest'
import { domain } from '../../../src-shared/domain.ts'
import { obstacleRefusal } from '../../../src-shared/modules/plant-slots/specific-rules.ts'

test.each(['plant_slot_taken', 'plant_slot_maintenance_required'] as const)(
  '[PS-R6] %s says of which slots',
  (code) => {
    const { params } = obstacleRefusal({ code, slots: [] })
    for (const sentence of Object.values(domain.rejections[code]?.sentences ?? {})) {
      const named = [...sentence.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(named.length).toBeGreaterThan(0)
      expect(Object.keys(params)).toEqual(expect.arrayContaining(named))
    }
  },
)
