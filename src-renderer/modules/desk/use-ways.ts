import { useEffect, useState } from 'react'
import { domain } from '../../../src-shared/domain.ts'
import type { Alternative, Rejection } from '../../../src-shared/kernel/rejection.ts'
import { useHere } from '../../app/desk-status.tsx'
import type { Matter } from '../../desk/attention.ts'
import { useDesk } from '../../desk/hooks.tsx'
import type { Submitted } from '../../desk/submit.ts'

/** What can be done about a matter now. */
export interface Ways {
  /** Whether the same command would be done if it were given now. */
  retry: boolean
  alternatives: readonly Alternative[]
}

/** Ways out as they are at this moment: one that is gone is replaced, never offered and refused (DX-R8). */
export function useWays(matter: Matter): Ways | null {
  const { client } = useDesk()
  const { version } = useHere()
  const [ways, setWays] = useState<{ of: Matter; ways: Ways } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: news of the tenant may open or close a way
  useEffect(() => {
    let asked = true
    void waysNow(client, matter).then((now) => asked && setWays({ of: matter, ways: now }))
    return () => {
      asked = false
    }
  }, [client, matter, version])
  return ways?.of.id === matter.id ? ways.ways : null
}

const asTheyWere = ({ ways }: Matter): Ways => ({ retry: false, alternatives: ways })

type Client = ReturnType<typeof useDesk>['client']

/** Asks the desk what the command would come to now, without doing it. */
export async function waysNow(client: Client, matter: Matter): Promise<Ways> {
  const command = domain.commands.get(matter.commandName)
  if (matter.certainty !== 'rejected' || matter.kind !== 'rejected' || !command?.offline) return asTheyWere(matter)
  const answer = await client.call('rehearse', { name: matter.commandName, input: matter.input })
  if (answer.ok) return { retry: true, alternatives: [] }
  const gone = answer.failure.code === 'desk_unavailable' || answer.failure.code === 'session_required'
  return gone ? asTheyWere(matter) : { retry: false, alternatives: answer.failure.alternatives }
}

/** Gives a command that settles a matter. What only this desk knows of is settled here, once the desk took the command. */
export function useTake(): (
  matter: Matter,
  way: Pick<Alternative, 'command' | 'input'>,
  batchId?: string,
) => Promise<Submitted> {
  const desk = useDesk()
  return async (matter, { command, input }, batchId) => {
    const meta = {
      ...(matter.resolves === null ? {} : { resolves: matter.resolves }),
      ...(batchId === undefined ? {} : { batchId }),
    }
    const answer = await desk.submit(command, input, meta)
    const taken = answer.state !== 'refused' && answer.state !== 'failed'
    if (taken && matter.source === 'desk') {
      const entry = await desk.journal.entry(matter.id)
      if (entry) await desk.settle(entry, 'alternative', answer.id)
    }
    return answer
  }
}

/** Why a command was not taken; null where it was. */
export const refusalOf = (answer: Submitted): Rejection | null => {
  if (answer.state === 'refused') return answer.rejection
  return answer.state === 'failed' ? answer.failure : null
}
