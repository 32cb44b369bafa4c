import { foldedText, searchText } from '../../src-shared/kernel/text.ts'

/**
 * How well a title fits what was typed: 0 begins with it, 1 each word begins a word of it, 2 has its letters in this
 * order; null fits not at all. Typed as names are: without marks, and Korean by initial consonants.
 */
export function fitOf(title: string, typed: string): 0 | 1 | 2 | null {
  const wanted = foldedText(typed)
  if (wanted === '' || foldedText(title).startsWith(wanted)) return 0
  const words = searchText(title).split(' ')
  if (wanted.split(' ').every((word) => words.some((each) => each.startsWith(word)))) return 1
  return hasInOrder(foldedText(title), wanted.replaceAll(' ', '')) ? 2 : null
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0
  for (const letter of text) if (letter === letters[at]) at += 1
  return at === letters.length
}
