import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef } from 'react'
import { useDesk } from '../desk/hooks.tsx'
import { addressOf, goTo } from './address.ts'
import { closeBox } from './box-store.ts'
import { focusedField } from './field-memory.ts'
import { listenToScanner } from './listen-to-scanner.ts'
import { Repeats } from './repeats.ts'
import { type Meant, resolveCode, type ScanFailure } from './resolve.ts'
import { actionFor } from './scan-actions.ts'
import { scanResult } from './scan-result.ts'
import { sound, useSound } from './sound.ts'

/** Hears scanners in this window; gives the way in for codes that came otherwise, such as by the camera. */
export function useScanner(): (code: string) => void {
  const navigate = useNavigate()
  const { client } = useDesk()
  const [audible] = useSound()
  const repeats = useRef(new Repeats())
  const newest = useRef(0)
  /** Where a thing goes: to what the screen offers, else it is opened. */
  const deliver = useCallback(
    (thing: Meant): ScanFailure | null => {
      const action = actionFor(thing)
      if (action) return action.act(thing)
      const address = addressOf(thing)
      if (address) goTo(navigate, address)
      return address ? null : { why: 'unknown' }
    },
    [navigate],
  )
  const scanned = useCallback(
    async (code: string) => {
      if (repeats.current.isEcho(code, performance.now())) return
      newest.current += 1
      const scan = newest.current
      // The next scan closes what the last one left (DX-R24).
      scanResult.set(null)
      const resolution = await resolveCode(client, code)
      if (scan !== newest.current) return
      closeBox()
      const failure = 'failure' in resolution ? resolution.failure : deliver(resolution.thing)
      if (failure) scanResult.set({ code, failure, typing: focusedField() !== null })
      if (audible) sound(failure ? 'fail' : 'ok')
    },
    [client, deliver, audible],
  )
  useEffect(() => listenToScanner((code) => void scanned(code)), [scanned])
  return useCallback((code) => void scanned(code), [scanned])
}
