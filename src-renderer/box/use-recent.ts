import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { useDesk } from '../desk/hooks.tsx'
import { useSays } from '../i18n/speaker.ts'
import { addressOf, goTo } from './address.ts'
import { type BoxItem, iconOf } from './item.ts'
import { useLastChosen } from './remembered.ts'
import { type Meant, meant } from './resolve.ts'

const answer = z.object({ meant: z.array(meant) })

/** What the person last opened, as it is called now; what is gone or no longer theirs to see is absent. */
export function useRecent(): readonly BoxItem[] {
  const says = useSays()
  const navigate = useNavigate()
  const { client } = useDesk()
  const [codes, remember] = useLastChosen('things')
  const [things, setThings] = useState<readonly Meant[]>([])
  useEffect(() => {
    let gone = false
    const ask = async (code: string) => {
      const called = await client.call('query', { name: 'desk.resolve-code', input: { code } })
      return called.ok ? (answer.safeParse(called.value).data?.meant ?? []) : []
    }
    void Promise.all(codes.map(ask)).then((found) => gone || setThings(found.flat()))
    return () => {
      gone = true
    }
  }, [client, codes])
  return things.flatMap((thing): BoxItem[] => {
    const address = addressOf(thing)
    const { kind, id, title, subtitle, state } = thing
    if (!address) return []
    return [
      {
        ...{ key: `recent:${kind}:${id}`, icon: iconOf(kind), title, subtitle, state: state && says.word(state) },
        run() {
          remember(`hf:${kind}:${id}`)
          goTo(navigate, address)
        },
      },
    ]
  })
}
