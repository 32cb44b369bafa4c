import { manifestPath, packagePath } from '../../src-shared/update/manifest.ts'
import type { Standing } from './release-rules.ts'
import type { UpdateSource } from './updater.ts'

/** A manifest is small; a server that sends more is not one of ours (characters). */
const longestManifest = 10_000
/** How long the server may take to begin an answer (ms). */
const patience = 20_000

/** DX-R52: the releases of the desk's own server or hub, wherever that is now; `server` gives null while it has none. */
export function serverSource(
  server: () => string | null,
  { channel, platform }: Pick<Standing, 'channel' | 'platform'>,
): UpdateSource {
  const address = () => server()?.replace(/\/$/, '')
  return {
    async manifest() {
      const from = address()
      if (from === undefined) return null
      try {
        const signal = AbortSignal.timeout(patience)
        const response = await fetch(from + manifestPath(channel, platform), { signal, redirect: 'error' })
        const text = response.ok ? await response.text() : ''
        return text !== '' && text.length <= longestManifest ? text : null
      } catch {
        return null
      }
    },
    async fetchPackage(file, from) {
      const headers = { 'accept-encoding': 'identity', ...(from > 0 && { range: `bytes=${from}-` }) }
      return fetch(`${address() ?? ''}${packagePath(channel, platform, file)}`, { headers, redirect: 'error' })
    },
  }
}
