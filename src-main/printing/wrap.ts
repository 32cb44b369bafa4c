/**
 * Breaks a text into lines no wider than `width`, at spaces where it can and within a word where it must. `measure`
 * says how wide a text is, in the unit of `width`.
 */
export function wrap(text: string, width: number, measure: (text: string) => number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width, measure))
}

function wrapLine(line: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = []
  let open = ''
  for (const word of line.split(/ +/)) {
    const longer = open === '' ? word : `${open} ${word}`
    if (measure(longer) <= width) {
      open = longer
      continue
    }
    if (open !== '') lines.push(open)
    const pieces = broken(word, width, measure)
    open = pieces.pop() ?? ''
    lines.push(...pieces)
  }
  return [...lines, open]
}

/** A word in pieces that fit; a letter that is wider than the paper stands alone. */
function broken(word: string, width: number, measure: (text: string) => number): string[] {
  const pieces: string[] = []
  let open = ''
  for (const letter of word) {
    if (open !== '' && measure(open + letter) > width) {
      pieces.push(open)
      open = letter
    } else open += letter
  }
  return [...pieces, open]
}
