import type { Line } from './line.ts'

const columns = ['figure', 'this system', 'baseline, same run', 'ratio', 'goal', 'met'] as const
/** A cell is broken into lines no wider than this. */
const widest = [44, 30, 34, 10, 26, 4] as const

const words = (met: Line['met']): string => (met === null ? '–' : met ? 'yes' : 'NO')

/** The table of figures as text, with the notes of each line below it. */
export function tableOf(lines: readonly Line[]): string {
  const numberOf = new Map(lines.filter(({ notes }) => notes.length > 0).map((line, at) => [line, at + 1]))
  const cells = lines.map((line) => [
    numberOf.has(line) ? `${line.figure} (${numberOf.get(line)})` : line.figure,
    line.ours,
    line.baseline ?? '–',
    line.ratio ?? '–',
    line.goal,
    words(line.met),
  ])
  const wrapped = [[...columns], ...cells].map((row) => row.map((cell, at) => wrap(cell, widest[at] ?? 20)))
  const widths = columns.map((_, at) =>
    Math.max(...wrapped.flatMap((row) => (row[at] ?? []).map((line) => line.length))),
  )
  const rule = `├─${widths.map((width) => '─'.repeat(width)).join('─┼─')}─┤`
  const body = wrapped.map((row) => rowText(row, widths)).join(`\n${rule}\n`)
  const notes = [...numberOf].map(([line, number]) => `(${number}) ${line.notes.join(' ')}`)
  return [body, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')
}

function rowText(row: readonly string[][], widths: readonly number[]): string {
  const height = Math.max(...row.map((cell) => cell.length))
  const lines = Array.from({ length: height }, (_, n) => widths.map((width, at) => (row[at]?.[n] ?? '').padEnd(width)))
  return lines.map((line) => `│ ${line.join(' │ ')} │`).join('\n')
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}
