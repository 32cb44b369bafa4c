import { extname } from 'node:path'
import type { DeskSession } from './electron-api.ts'
import { isOwnOrigin } from './page-origin.ts'

/** What the screens give away: papers, tables, pictures, calendars, and the sealed file of unsent work. */
const kinds = new Set(['.csv', '.holdfast', '.ics', '.json', '.pdf', '.png', '.txt', '.xlsx', '.zip'])

/**
 * DX-R54 E13: a download is a file that a screen of ours has made, of a kind that runs nowhere, and goes where the
 * person says in the system's own dialogue. It is never opened.
 */
export function guardDownloads(session: DeskSession): void {
  session.on('will-download', (event, item) => {
    const name = item.getFilename()
    const own = item.getURL().startsWith('blob:') && isOwnOrigin(item.getURL().slice('blob:'.length))
    const kind = extname(name).toLowerCase()
    if (!own || !kinds.has(kind)) return event.preventDefault()
    // Without a path of ours Electron asks, each time.
    item.setSaveDialogOptions({ defaultPath: name, filters: [{ name: kind.slice(1), extensions: [kind.slice(1)] }] })
  })
}
