import { useEffect, useRef } from 'react'
import { z } from 'zod'
import type { DeskStatus } from '../../src-main/desk/api/desk-api.ts'
import { newId } from '../../src-shared/kernel/id.ts'
import type { Desk } from '../desk/desk.ts'
import { usePreference } from '../desk/form-hooks.ts'
import { useDesk } from '../desk/hooks.tsx'
import { newCardCode } from '../modules/memberships/card-code.ts'

/** Who came by while the network was down. */
const visitors = ['Nilay', 'Hugo', '지훈', 'Deniz', 'Marta'] as const
const reports = ['Damlama hortumu sızdırıyor', 'Pulgón en las hojas', '잎이 노랗게 변함', 'Label fell off'] as const

const tenantId = z.string()
const locations = z.array(z.object({ id: z.string(), total: z.int() }))
const board = z.array(z.object({ id: z.string() }))

/**
 * DX-R48: the demo begins with its network cut and nine entries held here, given by this very desk through its journal,
 * so that anybody can connect it and see what becomes of them. Once for each time the demo is made, and not where two
 * desks of it were started to play with.
 */
export function useDemoMorning({ setup, user, tenant, connection, version }: DeskStatus): void {
  const desk = useDesk()
  const [begun, begin] = usePreference('demo.begun', tenantId, '')
  const under = useRef(false)
  const ready =
    setup?.kind === 'demo' && setup.mayLeave && user !== null && connection === 'current' && version !== null
  const demo = tenant?.id
  useEffect(() => {
    if (!ready || !demo || begun === demo || under.current) return
    under.current = true
    begin(demo)
    void work(desk)
  }, [ready, demo, begun, begin, desk])
}

async function work(desk: Desk): Promise<void> {
  await desk.client.call('workOffline', { offline: true })
  for (const givenName of visitors) {
    const person = { memberId: newId(), code: newCardCode(), givenName, familyName: 'Aksoy', language: 'en' }
    await desk.submit('memberships.create-member', person)
  }
  const slots = await someSlots(desk)
  for (const [n, description] of reports.entries()) {
    const slotId = slots[n]
    if (!slotId) return
    const report = { entryId: newId(), slotId, kind: 'repair', priority: 'normal', description }
    await desk.submit('plant-slots.report-maintenance', report)
  }
}

/** Those of the smallest place that has any. */
async function someSlots({ client }: Desk): Promise<string[]> {
  const known = await client.callFor('query', { name: 'plant-slots.locations', input: {} }, locations)
  if (!known.ok) return []
  const [smallest] = known.value.filter(({ total }) => total > 0).sort((a, b) => a.total - b.total)
  if (!smallest) return []
  const asked = { name: 'plant-slots.board', input: { locationId: smallest.id } }
  const found = await client.callFor('query', asked, board)
  return found.ok ? found.value.map(({ id }) => id) : []
}
