/** Where a file may be let go: a field for files, or a place that says it takes them. */
const takesFiles = 'input[type="file"], [data-takes-files]'

/** What comes from outside the page; its own rows and blocks are dragged under other types. */
const foreign = ['Files', 'text/uri-list']

/**
 * DX-R54 E13: a file or a link that is let go over the page goes into an upload field or nowhere. A browser would
 * otherwise open it in place of the desk. Gives what ends the guard.
 */
export function guardFileDrops(page: Window): () => void {
  const guard = (event: DragEvent): void => {
    const { dataTransfer, target } = event
    const isForeign = foreign.some((type) => dataTransfer?.types.includes(type))
    if (!isForeign || (target instanceof Element && target.closest(takesFiles))) return
    event.preventDefault()
    if (dataTransfer) dataTransfer.dropEffect = 'none'
  }
  page.addEventListener('dragover', guard)
  page.addEventListener('drop', guard)
  return () => {
    page.removeEventListener('dragover', guard)
    page.removeEventListener('drop', guard)
  }
}
