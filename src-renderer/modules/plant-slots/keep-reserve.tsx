import { useEffect, useRef } from 'react'
import { newId } from '../../../src-shared/kernel/id.ts'
import { type LeaseStep, leaseSteps } from '../../../src-shared/modules/plant-slots/lease-rules.ts'
import { useHere, useMay } from '../../app/desk-status.tsx'
import type { Desk } from '../../desk/desk.ts'
import { useDesk } from '../../desk/hooks.tsx'
import { useHomeLocations, useReserve } from './reserve.ts'

/** It is looked at again so often (ms), and a location that had nothing to give is asked again after this long (ms). */
const lookEvery = 60_000
const askAgainAfter = 15 * 60_000

/**
 * While the desk is connected it keeps slots of its home locations in reserve, and lengthens what it has (PL-R44). One
 * window does: the one that writes the journal. Draws nothing.
 */
export function KeepReserve() {
  const desk = useDesk()
  const { connection } = useHere()
  const may = useMay()
  const [homes] = useHomeLocations()
  const reserve = useReserve()
  const asked = useRef(new Map<string, number>())
  const wanted = may('plant_slot_lease') && connection === 'current' && reserve !== undefined && homes.length > 0
  useEffect(() => {
    if (!wanted || !reserve) return
    const look = () => {
      if (!desk.journal.owns) return
      const leases = reserve.leases.map(({ leaseId, locationId, unused, expiresAt }) => ({
        ...{ leaseId, locationId, unused, expiresAt },
      }))
      for (const step of leaseSteps(homes, leases, reserve, new Date().toISOString())) {
        const subject = step.do === 'take' ? step.locationId : step.leaseId
        if (Date.now() - (asked.current.get(subject) ?? 0) < askAgainAfter) continue
        asked.current.set(subject, Date.now())
        void give(desk, step)
      }
    }
    look()
    const timer = setInterval(look, lookEvery)
    return () => clearInterval(timer)
  }, [desk, wanted, homes, reserve])
  return null
}

/** Past `Desk.submit`: nobody did it, so it leaves what Ctrl+Shift+Z would do again as it is. */
const give = (desk: Desk, step: LeaseStep) =>
  step.do === 'take'
    ? desk.submitQuietly('leases.take', {
        ...{ id: newId(), kind: 'plant_slots', resourceKey: step.locationId, size: step.size },
      })
    : desk.submitQuietly('leases.extend', { leaseId: step.leaseId })
