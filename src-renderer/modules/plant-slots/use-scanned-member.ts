import { z } from 'zod'
import { standing } from '../../../src-shared/modules/memberships/member-queries.ts'
import { useScanAction } from '../../box/scan-actions.ts'
import { useDesk } from '../../desk/hooks.tsx'
import type { MemberChoice } from './member-choice.ts'

const card = z.object({ id: z.string(), name: z.string(), membership: z.object({ id: z.string() }).nullable() })

/** DX-R23: while a member is to be chosen, a scanned card chooses them. */
export function useScannedMember(choose: (member: MemberChoice) => void): void {
  const { client } = useDesk()
  const ask = async (memberId: string) => {
    const called = await client.call('query', { name: standing.name, input: { memberId } })
    const read = called.ok ? card.safeParse(called.value) : null
    if (!read?.success) return
    const { id, name, membership } = read.data
    choose({ memberId: id, name, membershipId: membership?.id ?? null })
  }
  useScanAction(['member'], ({ id }) => {
    void ask(id)
    return null
  })
}
