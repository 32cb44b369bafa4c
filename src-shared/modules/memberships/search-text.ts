import { searchText } from '../../kernel/text.ts'

/** A text as part of a `like` pattern, in which it means only itself. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

/** The words of what somebody typed, as they stand in a `search_text`. */
export const wordsOf = (typed: string): string[] => searchText(typed).split(' ').filter(Boolean)
