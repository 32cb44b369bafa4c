import { useEffect, useState } from 'react'
import { type Arrived, arrived, maxAsked } from '../../../../src-shared/sync/rescue.ts'
import { useDesk, useStatus } from '../../../desk/hooks.tsx'

export type ArrivedEntry = Arrived['entries'][number]

/**
 * Which of these commands have reached the server by way of the desk they come from. Asked anew whenever the tenant has
 * moved on; without a connection what was known stays.
 */
export function useArrived(ids: readonly string[]): ReadonlyMap<string, ArrivedEntry> {
  const { client } = useDesk()
  const { status } = useStatus()
  const version = status?.version ?? null
  const connected = status?.connection === 'current'
  const [found, setFound] = useState<ReadonlyMap<string, ArrivedEntry>>(new Map())
  const asked = ids.slice(0, maxAsked).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the reason to ask again
  useEffect(() => {
    if (!connected || asked === '') return
    let here = true
    void client.callFor('rescueArrived', { ids: asked.split(' ') }, arrived).then((answer) => {
      if (here && answer.ok) setFound(new Map(answer.value.entries.map((entry) => [entry.id, entry])))
    })
    return () => {
      here = false
    }
  }, [client, asked, connected, version])
  return found
}
