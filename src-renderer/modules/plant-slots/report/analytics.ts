import type { OutputOf } from '../../../../src-shared/kernel/query.ts'
import type { analytics } from '../../../../src-shared/modules/plant-slots/analytics-query.ts'

/** What the server tells of the slots. */
export type Analytics = OutputOf<typeof analytics>
