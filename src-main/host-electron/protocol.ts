import { answerPage, bareAnswer } from '../host/page-answer.ts'
import type { PageFiles } from '../host/page-files.ts'
import type { DeskSession, ElectronApi } from './electron-api.ts'
import { pageOrigin, scheme } from './page-origin.ts'

/** DX-R54 E2: makes the scheme a real origin, with no way around its policy. To be called before the app is ready. */
export function registerScheme(protocol: ElectronApi['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        codeCache: true,
        bypassCSP: false,
        corsEnabled: false,
        allowServiceWorkers: false,
      },
    },
  ])
}

/** DX-R54 E2: answers `holdfast://app/…` from the list of built files, and nothing else. */
export function servePages(session: DeskSession, files: PageFiles): void {
  session.protocol.handle(scheme, async ({ method, url }) => {
    const target = targetOf(url)
    const { status, headers, body } =
      target === undefined ? bareAnswer(404) : await answerPage(files, { method, target })
    return new Response(body, { status, headers })
  })
}

/** What follows the own origin, undecoded; undefined for another host. Electron leaves the fragment on. */
function targetOf(url: string): string | undefined {
  const [address = ''] = url.split('#', 1)
  return address.startsWith(`${pageOrigin}/`) ? address.slice(pageOrigin.length) : undefined
}
