import type { PlanRow } from './use-plan-rows.ts'

/** A plan as it stands in the order. */
type Placed = Pick<PlanRow, 'id' | 'sortOrder'>

/** A plan changes places with its neighbour; the plans whose number is another by that, as the command takes them. */
export function placesAfter(
  plans: readonly Placed[],
  planId: string,
  by: 1 | -1,
): { planId: string; sortOrder: number }[] {
  const from = plans.findIndex(({ id }) => id === planId)
  const moved = plans[from]
  const other = plans[from + by]
  if (!moved || !other) return []
  const order = plans.map((plan, n) => (n === from ? other : n === from + by ? moved : plan))
  return order.flatMap(({ id, sortOrder }, n) => (sortOrder === n + 1 ? [] : [{ planId: id, sortOrder: n + 1 }]))
}
