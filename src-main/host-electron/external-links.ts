import type { ElectronApi } from './electron-api.ts'
import type { Words } from './words.ts'

const allowed = new Set(['https:', 'mailto:', 'tel:'])
const longest = 2000

/** An address outside the app that may be opened at all; undefined for every other, and for one that hides its host. */
function externalAddress(text: string): URL | undefined {
  const url = text.length <= longest && URL.canParse(text) ? new URL(text) : undefined
  return url && allowed.has(url.protocol) && !url.username && !url.password ? url : undefined
}

/**
 * DX-R54 E7: opens an address in the person's browser, mail or telephone. The server's own host opens at once; any
 * other is shown in full first, and opens only when the person says so.
 */
export function externalLinks(
  { dialog, shell }: Pick<ElectronApi, 'dialog' | 'shell'>,
  serverHost: string,
  words: () => Words,
): (text: string) => Promise<void> {
  return async (text) => {
    const url = externalAddress(text)
    if (!url) return
    const ownServer = url.protocol === 'https:' && url.host === serverHost
    if (ownServer || (await agreed(dialog, url, words()))) await shell.openExternal(url.href)
  }
}

async function agreed(dialog: ElectronApi['dialog'], url: URL, words: Words): Promise<boolean> {
  const buttons = [words.open, words.cancel]
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: words.openAddress,
    detail: url.href,
    buttons,
    defaultId: 1,
    cancelId: 1,
  })
  return response === 0
}
